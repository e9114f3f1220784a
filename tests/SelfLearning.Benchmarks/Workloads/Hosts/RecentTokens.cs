namespace SelfLearning.Benchmarks.Workloads;

/// <summary>The tokens of the last operations, so that each is counted once: bounded, as whatever remembers for long must be.</summary>
internal sealed class RecentTokens
{
    public const int Limit = 32_768;

    private readonly HashSet<long> _tokens = new(Limit + 1);
    private readonly long[] _order = new long[Limit];
    private int _oldest;
    private int _count;

    /// <summary>Takes a token; <c>false</c> when it is among the last.</summary>
    public bool TryTake(long token)
    {
        if (!_tokens.Add(token)) return false;
        if (_count < Limit) _count++;
        else _tokens.Remove(_order[_oldest]);
        _order[_oldest] = token;
        _oldest = (_oldest + 1) % Limit;
        return true;
    }
}
