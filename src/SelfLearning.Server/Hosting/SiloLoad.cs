using Microsoft.Extensions.Options;

namespace SelfLearning.Server;

/// <summary>What waits and runs in this silo over all contexts, against its limits: refusing early keeps memory bounded and everything else quick.</summary>
internal sealed class SiloLoad(IOptions<SelfLearningSiloOptions> options)
{
    /// <summary>The most bytes of replies that are remembered for repeats.</summary>
    public const long MaximumRemembered = 64 * 1024 * 1024;

    private int _calls;
    private int _feedback;
    private long _remembered;

    /// <summary>The most calls of one context.</summary>
    public int MaximumCallsPerContext { get; } = options.Value.MaximumCallsPerContext;

    /// <summary>The most calls of the silo.</summary>
    public int MaximumCalls { get; } = options.Value.MaximumCalls;

    /// <summary>Takes room for a call; <c>false</c> when there is none. To be given back with <see cref="EndCall"/>.</summary>
    public bool TryBeginCall() => TryTake(ref _calls, 1, MaximumCalls);

    /// <summary>Gives the room of a call back.</summary>
    public void EndCall() => Interlocked.Decrement(ref _calls);

    /// <summary>Takes room for feedbacks that wait for storage; <c>false</c> when there is not enough. To be given back with <see cref="Settle"/>.</summary>
    public bool TryWait(int feedbacks) => TryTake(ref _feedback, feedbacks, options.Value.MaximumWaitingFeedback);

    /// <summary>Gives the room of feedbacks back.</summary>
    public void Settle(int feedbacks) => Interlocked.Add(ref _feedback, -feedbacks);

    /// <summary>How many bytes of replies are remembered.</summary>
    public long Remembered => Interlocked.Read(ref _remembered);

    /// <summary>Takes room for a reply that is remembered; <c>false</c> when there is not enough. To be given back with <see cref="Forget"/>.</summary>
    public bool TryRemember(int bytes)
    {
        if (Interlocked.Add(ref _remembered, bytes) <= MaximumRemembered) return true;
        Forget(bytes);
        return false;
    }

    /// <summary>Gives the room of a reply back.</summary>
    public void Forget(int bytes) => Interlocked.Add(ref _remembered, -bytes);

    private static bool TryTake(ref int held, int count, int limit)
    {
        // Where nothing waits a batch is let in, however large: else it never would be.
        if (Interlocked.Add(ref held, count) is var now && (now <= limit || now == count)) return true;
        Interlocked.Add(ref held, -count);
        return false;
    }
}
