using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SelfLearning.Faults.Availability;
using SelfLearning.Faults.Counting;

namespace SelfLearning.Faults.Load;

/// <summary>
/// Calls every context at a steady pace, whether or not earlier calls were answered, and judges the results: every feedback is sent until it has an
/// answer. The calls are the probes that availability is measured with.
/// </summary>
internal sealed partial class LoadRun(IReadOnlyList<LoadedContext> contexts, int seed, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, int> _errors = new();
    private int _open;
    private long _operations;
    private long _slowestTicks;
    private int _givenUp;

    public IReadOnlyList<LoadedContext> Contexts => contexts;

    /// <summary>The calls of the modules.</summary>
    public CallLog Calls { get; } = new(time);

    /// <summary>The tries to send feedback.</summary>
    public CallLog Feedbacks { get; } = new(time);

    /// <summary>Calls made.</summary>
    public long Operations => Interlocked.Read(ref _operations);

    /// <summary>Calls that had no answer of any kind within 30 s.</summary>
    public int GivenUp => _givenUp;

    /// <summary>The longest time one call had to wait for an answer of any kind, given up after 30 s.</summary>
    public TimeSpan Slowest => TimeSpan.FromTicks(Interlocked.Read(ref _slowestTicks));

    /// <summary>What callers saw, by kind, with how often.</summary>
    public IEnumerable<KeyValuePair<string, int>> Errors => _errors.OrderByDescending(error => error.Value);

    /// <summary>Whether every context answers.</summary>
    public bool IsCalm => Calls.IsCalm(contexts.Count) && Feedbacks.IsCalm(contexts.Count);

    /// <summary>Makes calls until it is stopped; judgements that are due later then come at once.</summary>
    /// <param name="stop">Ends the calls.</param>
    /// <param name="abandon">Ends the sending of feedback too.</param>
    public Task RunAsync(CancellationToken stop, CancellationToken abandon) =>
        Task.WhenAll(contexts.Select((context, index) => RunAsync(context, new Random(HashCode.Combine(seed, index)), stop, abandon)));

    /// <summary>Ends when every call has ended and every feedback was answered.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _open) > 0) await Task.Delay(50, cancellationToken);
    }

    private async Task RunAsync(LoadedContext context, Random random, CancellationToken stop, CancellationToken abandon)
    {
        await PauseAsync(Pace * random.NextDouble(), stop);
        while (!stop.IsCancellationRequested)
        {
            _ = OperateAsync(context, Plan.Draw(random), stop, abandon);
            await PauseAsync(Pace, stop);
        }
    }

    private async Task OperateAsync(LoadedContext context, Plan plan, CancellationToken stop, CancellationToken abandon)
    {
        Interlocked.Increment(ref _open);
        try
        {
            if (await CallAsync(context, plan) is not { } result || plan.Judgements.Length == 0) return;
            var decision = context.Ledger.Open(result.ResultId);
            for (var i = 0; i < plan.Judgements.Length; i++)
            {
                await PauseAsync(i == 0 ? plan.FirstAfter : plan.NextAfter, stop);
                var feedback = Feedback.FromQuality(plan.Quality(result.Goodness, i), plan.Judgements[i], time: time);
                await SendAsync(context, decision, feedback, plan.SentTwice, abandon);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task<(string ResultId, double Goodness)?> CallAsync(LoadedContext context, Plan plan)
    {
        Interlocked.Increment(ref _operations);
        var issuedAt = Calls.Now;
        using var deadline = new CancellationTokenSource(GivenUpAfter, time);
        var call = context.RunAsync(plan, deadline.Token);
        var isLate = await Task.WhenAny(call, Task.Delay(CallLog.Patience, time, CancellationToken.None)) != call;
        if (isLate) Calls.Add(context.Name, issuedAt, succeeded: false);
        try
        {
            var result = await call;
            if (!isLate) Calls.Add(context.Name, issuedAt, succeeded: true);
            return result;
        }
        catch (Exception exception)
        {
            if (!isLate) Calls.Add(context.Name, issuedAt, succeeded: false);
            if (deadline.IsCancellationRequested) Interlocked.Increment(ref _givenUp);
            Note(context, "call", exception);
            return null;
        }
        finally
        {
            InterlockedMax(ref _slowestTicks, (Calls.Now - issuedAt).Ticks);
        }
    }

    private async Task SendAsync(LoadedContext context, Decision decision, Feedback feedback, bool sentTwice, CancellationToken abandon)
    {
        var sent = decision.Add(feedback);
        while (!abandon.IsCancellationRequested)
        {
            if (await TrySendAsync(context, decision.ResultId, feedback, abandon) is { } receipt and not FeedbackReceipt.Overloaded)
            {
                sent.Receipt = receipt;
                break;
            }

            await PauseAsync(RetryPause, abandon);
        }

        if (sentTwice && sent.IsAcknowledged && await TrySendAsync(context, decision.ResultId, feedback, abandon) is { } repeated)
            context.Ledger.SentAgain(repeated);
    }

    private async Task<FeedbackReceipt?> TrySendAsync(LoadedContext context, string resultId, Feedback feedback, CancellationToken abandon)
    {
        var issuedAt = Feedbacks.Now;
        try
        {
            var receipt = await context.Module.ApplyFeedbackAsync(resultId, feedback, abandon);
            Feedbacks.Add(context.Name, issuedAt, succeeded: receipt != FeedbackReceipt.Overloaded);
            if (receipt == FeedbackReceipt.Overloaded) Note("feedback", nameof(FeedbackReceipt.Overloaded));
            return receipt;
        }
        catch (Exception exception)
        {
            Feedbacks.Add(context.Name, issuedAt, succeeded: false);
            Note(context, "feedback", exception);
            return null;
        }
    }

    private void Note(LoadedContext context, string call, Exception exception)
    {
        Note(call, exception.InnerException is { } inner ? $"{exception.GetType().Name} ({inner.GetType().Name})" : exception.GetType().Name);
        LogFailed(logger, context.Name, call, exception.Message);
    }

    private void Note(string call, string what) => _errors.AddOrUpdate($"{call}: {what}", 1, (_, count) => count + 1);

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Interlocked.Read(ref target); value > seen; seen = Interlocked.Read(ref target))
            if (Interlocked.CompareExchange(ref target, value, seen) == seen) return;
    }

    [LoggerMessage(1, LogLevel.Warning, "{Context}: {Call} failed: {Message}")]
    private static partial void LogFailed(ILogger logger, string context, string call, string message);
}
