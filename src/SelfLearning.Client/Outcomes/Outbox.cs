using SelfLearning.Learning;
using SelfLearning.Modules;
using SelfLearning.Operations;

namespace SelfLearning.Outcomes;

/// <summary>
/// The outcomes of one context on their way to it. They are packed into numbered batches that go one at a time: the first as soon as
/// it has 256 outcomes, or 1 s after its first; the next takes all that came while the one before was on its way. The same batch goes
/// again until it is answered or 10 minutes old. Safe for concurrent use.
/// </summary>
internal sealed class Outbox
{
    /// <summary>So many outcomes do not wait for others.</summary>
    public const int Prompt = 256;

    /// <summary>How long the first outcome of a batch waits for others.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    /// <summary>The age at which a batch is given up. The context remembers which batches it has counted for longer.</summary>
    public static readonly TimeSpan LongestTry = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly HostContext _context;
    private readonly OutcomeQueue _queue;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Queue<(OutcomeBatch Batch, long ClosedAt)> _closed = new();
    private readonly Queue<(long Number, TaskCompletionSource Settled)> _flushes = new();
    private readonly long _id;
    private OutcomeBatch? _open;
    private long _openedAt;
    private long _number;
    private int _failures;
    private bool _isWanted;
    private bool _isGivenUp;
    private Task? _sending;
    private ITimer? _timer;

    public Outbox(HostContext context, ModuleServices services)
    {
        (_context, _queue, _time) = (context, services.Hosts.Outcomes, services.Time);
        _id = services.Hosts.Random.Current.NextInt64(long.MinValue, long.MaxValue);
    }

    /// <summary>The module's name.</summary>
    public string Module => _context.Module;

    /// <summary>The context key.</summary>
    public ContextKey Key => _context.Key;

    /// <summary>Whether nothing waits or is on its way.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _open is null && _closed.Count == 0;
        }
    }

    /// <summary>Takes an outcome and returns at once. Where too many wait, it is dropped and counted.</summary>
    public void Add(in EndedOperation outcome)
    {
        if (!_queue.TryEnter(Module)) return;
        lock (_lock)
        {
            if (_open is null)
            {
                _open = new OutcomeBatch(_id, ++_number);
                _openedAt = _time.GetTimestamp();
                if (_closed.Count == 0)
                {
                    _queue.Add(this);
                    if (_sending is null) Wait(Delay);
                }
            }

            _open.Add(outcome);
            // While one is on its way the next goes on filling.
            var isDue = _sending is null && _failures == 0 && _open.Count >= Prompt;
            if (isDue || _open.IsFull) CloseBatch();
            if (_closed.Count > 0 && _failures == 0) Send();
        }
    }

    /// <summary>Sends all that waits now, once; ends when it has arrived or could not be sent. Never fails.</summary>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            if (_open is null && _closed.Count == 0) return Task.CompletedTask;
            // What is on its way is answered first; more may join what goes next.
            _isWanted = _open is not null;
            if (_sending is null) CloseBatch();
            Send();
            return Settled(_number);
        }
    }

    /// <summary>Gives up what waits.</summary>
    public void Close()
    {
        int lost;
        lock (_lock)
        {
            lost = _closed.Sum(waiting => waiting.Batch.Count) + (_open?.Count ?? 0);
            _closed.Clear();
            (_open, _isGivenUp) = (null, true);
            _timer?.Dispose();
            Settle(_number);
        }

        _queue.Leave(lost);
        _queue.Remove(this);
        if (lost > 0) _queue.Drops.Add(Module, lost, "this host has stopped before the cluster took them");
    }

    private void OnDue()
    {
        lock (_lock)
        {
            if (_closed.Count == 0) CloseBatch();
            if (_closed.Count > 0) Send();
        }
    }

    private void CloseBatch()
    {
        if (_open is null) return;
        _closed.Enqueue((_open, _time.GetTimestamp()));
        (_open, _isWanted) = (null, false);
    }

    // Ends when the batch has been answered, or could not be sent. Many who wait for one batch share it.
    private Task Settled(long number)
    {
        if (_flushes.Count == 0 || _flushes.Last().Number != number)
            _flushes.Enqueue((number, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        return _flushes.Last().Settled.Task;
    }

    private void Settle(long number)
    {
        while (_flushes.TryPeek(out var flush) && flush.Number <= number) _flushes.Dequeue().Settled.SetResult();
    }

    private void Send()
    {
        if (_sending is not null) return;
        // Whoever ended the operation may be a grain, whose scheduler and context are its own.
        using (ExecutionContext.SuppressFlow()) _sending = Task.Run(SendAllAsync);
    }

    private void Wait(TimeSpan time)
    {
        if (_isGivenUp) return;
        using (ExecutionContext.SuppressFlow())
            _timer ??= _time.CreateTimer(static outbox => ((Outbox)outbox!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(time, Timeout.InfiniteTimeSpan);
    }

    private async Task SendAllAsync()
    {
        while (Next() is { } batch)
        {
            var answer = await TrySendAsync(batch);
            if (answer.IsOpen && TryLater()) return;
            Finish(batch, answer.WhyNot);
        }
    }

    // The oldest batch; when there is none, the sending has ended.
    private OutcomeBatch? Next()
    {
        lock (_lock)
        {
            var rest = Delay - (_open is null ? TimeSpan.Zero : _time.GetElapsedTime(_openedAt));
            if (_closed.Count == 0 && (_isWanted || rest <= TimeSpan.Zero || _open?.Count >= Prompt)) CloseBatch();
            if (_closed.TryPeek(out var first)) return first.Batch;
            _sending = null;
            if (_open is not null) Wait(rest);
            else _queue.Remove(this);
            return null;
        }
    }

    // Notes a failure; false when the batch is too old to be sent again.
    private bool TryLater()
    {
        lock (_lock)
        {
            if (!_closed.TryPeek(out var first) || _time.GetElapsedTime(first.ClosedAt) >= LongestTry) return false;
            var pause = FirstPause * (1 << Math.Min(_failures++, 8));
            (_sending, _isWanted) = (null, false);
            Wait(pause < LongestPause ? pause : LongestPause);
            Settle(_number);
            return true;
        }
    }

    private void Finish(OutcomeBatch batch, string? why)
    {
        lock (_lock)
        {
            if (why is null) _failures = 0;
            // Closed meanwhile: it was counted as lost.
            if (!_closed.TryPeek(out var first) || !ReferenceEquals(first.Batch, batch)) return;
            _closed.Dequeue();
        }

        _queue.Leave(batch.Count);
        if (why is not null) _queue.Drops.Add(Module, batch.Count, why);
        batch.Release();
        lock (_lock) Settle(batch.Number);
    }

    private async Task<Answer> TrySendAsync(OutcomeBatch batch)
    {
        try
        {
            var policy = _context.Policy!;
            try
            {
                await _context.SendAsync(batch.Seal(policy.KeyEpoch, policy.SigningKey));
            }
            catch (MetricsException exception) when (!exception.IsRetryable)
            {
                // A silo that makes its own key has another one after it lost its storage.
                await _context.FetchAsync();
                var current = _context.Policy!;
                if (current.SigningKey.AsSpan().SequenceEqual(policy.SigningKey)) return new Answer(exception.Message, IsOpen: false);
                await _context.SendAsync(batch.Seal(current.KeyEpoch, current.SigningKey));
            }

            return new Answer(null, IsOpen: false);
        }
#pragma warning disable CA1031 // nobody waits for the batch: whatever has gone wrong, it is sent again
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Answer(exception.Message, IsOpen: true);
        }
    }

    // Why a batch was not taken, or null; and whether it may be when it is sent again.
    private readonly record struct Answer(string? WhyNot, bool IsOpen);
}
