using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>Outcomes with different tokens, signed before anything is measured; more than are remembered, and then again from the first.</summary>
internal sealed class SignedOutcomes
{
    private readonly RawOutcome[] _outcomes = new RawOutcome[2 * RecentTokens.Limit];
    private int _next;

    public SignedOutcomes()
    {
        using var signatures = new DecisionSignatures();
        var (random, now) = (new Random(4), TimeProvider.System.GetUtcNow());
        for (var i = 0; i < _outcomes.Length; i++)
        {
            var decision = new Decision(now.ToUnixTimeMilliseconds(), random.NextInt64(long.MinValue, long.MaxValue), 1, -1, 0, 0);
            _outcomes[i] = new RawOutcome(decision.DecidedAt, decision.Token, 1, -1, 0, 0, "process", OperationStatus.Success, 0.01, null, null, signatures.Sign(decision));
        }
    }

    /// <summary>The next one; safe for concurrent use.</summary>
    public RawOutcome Next() => _outcomes[(uint)Interlocked.Increment(ref _next) % _outcomes.Length];
}
