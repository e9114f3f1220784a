using SelfLearning.Demo.Running;

namespace SelfLearning.Demo.Receiving;

/// <summary>
/// The receiver's side: judgements wait a while, as they do where a person or a later step judges, and then go in batches through the
/// public client. A batch that fails, or is answered Overloaded, is sent again with the same ids.
/// </summary>
internal sealed class FeedbackCourier(CompressionCalls calls, FeedbackJournal journal, TimeProvider time)
{
    /// <summary>The most feedbacks in one call.</summary>
    public const int BatchSize = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Queue<(PendingFeedback Feedback, long Since)> _waiting = new();
    private readonly List<PendingFeedback> _due = [.. journal.Interrupted];

    /// <summary>How long a judgement waits before it is sent.</summary>
    public static TimeSpan Delay { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Feedbacks acknowledged in this run.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Calls that failed in this run; their feedbacks were or will be sent again.</summary>
    public long FailedCalls { get; private set; }

    /// <summary>The last reason for which a call failed.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>Judgements that wait or have not been acknowledged.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _waiting.Count + _due.Count;
        }
    }

    /// <summary>Takes a judgement.</summary>
    public void Add(PendingFeedback feedback)
    {
        lock (_lock) _waiting.Enqueue((feedback, time.GetTimestamp()));
    }

    /// <summary>Sends what is due until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) await SendAsync(Delay, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end of the run; what was not acknowledged stays due.
        }
    }

    /// <summary>Sends everything that waits, however new; ends early when a call fails.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => SendAsync(TimeSpan.Zero, cancellationToken);

    private async Task SendAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        while (NextBatch(delay) is { Count: > 0 } batch)
        {
            journal.Begin(batch);
            IReadOnlyList<FeedbackReceipt> receipts;
            try
            {
                receipts = await calls.ApplyFeedbackAsync([.. batch.Select(f => f.Feedback)], cancellationToken);
            }
            catch (Exception exception) when (exception is SelfLearningException { IsRetryable: true } or TimeoutException)
            {
                (FailedCalls, LastFailure) = (FailedCalls + 1, exception.Message);
                return;
            }

            if (Settle(batch, receipts)) return;
        }
    }

    private List<PendingFeedback> NextBatch(TimeSpan delay)
    {
        lock (_lock)
        {
            while (_due.Count < BatchSize && _waiting.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) >= delay)
                _due.Add(_waiting.Dequeue().Feedback);
            return _due.GetRange(0, Math.Min(BatchSize, _due.Count));
        }
    }

    private bool Settle(List<PendingFeedback> batch, IReadOnlyList<FeedbackReceipt> receipts)
    {
        var acknowledged = batch.Zip(receipts, (f, receipt) => new AcknowledgedFeedback(f.Feedback.Feedback.Id, f.ContentType, receipt))
            .Where(a => a.Receipt != FeedbackReceipt.Overloaded).ToDictionary(a => a.Id);
        journal.Acknowledge(acknowledged.Values);
        lock (_lock)
        {
            _due.RemoveAll(f => acknowledged.ContainsKey(f.Feedback.Feedback.Id));
            Acknowledged += acknowledged.Count;
        }

        return acknowledged.Count < batch.Count;
    }
}
