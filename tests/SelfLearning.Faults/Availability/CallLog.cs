using System.Collections.Concurrent;

namespace SelfLearning.Faults.Availability;

/// <summary>All calls of one kind that were answered or given up.</summary>
internal sealed class CallLog(TimeProvider time)
{
    /// <summary>An answer that comes later than this is as good as none to whoever waits.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);

    private readonly long _start = time.GetTimestamp();
    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly ConcurrentDictionary<string, (TimeSpan Succeeded, TimeSpan Failed)> _last = new();

    /// <summary>The time since the run began.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    public int Failed => _calls.Count(call => !call.Succeeded);

    public void Add(string context, TimeSpan issuedAt, bool succeeded)
    {
        var answeredAt = Now;
        succeeded &= answeredAt - issuedAt <= Patience;
        _calls.Enqueue(new Call(context, issuedAt, answeredAt, succeeded));
        _last.AddOrUpdate(
            context,
            _ => succeeded ? (issuedAt, TimeSpan.MinValue) : (TimeSpan.MinValue, issuedAt),
            (_, last) => succeeded ? (Max(last.Succeeded, issuedAt), last.Failed) : (last.Succeeded, Max(last.Failed, issuedAt)));
    }

    /// <summary>Whether each of so many contexts has answered lately, and none has failed a call made lately.</summary>
    public bool IsCalm(int contexts)
    {
        var lately = Now - Calm;
        return _last.Count == contexts && _last.Values.All(last => last.Succeeded > lately && last.Failed < lately);
    }

    /// <summary>The calls answered since then.</summary>
    public IReadOnlyList<Call> Since(TimeSpan from) => [.. _calls.Where(call => call.AnsweredAt >= from)];

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
