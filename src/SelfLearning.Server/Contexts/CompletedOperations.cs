namespace SelfLearning.Server;

/// <summary>The host-run operations that were reported last, so that a report sent again is not counted again.</summary>
internal sealed class CompletedOperations
{
    /// <summary>How many are remembered.</summary>
    public const int Remembered = 4_096;

    private readonly HashSet<long> _tokens = [];
    private readonly Queue<long> _order = new();

    /// <summary>Notes an operation; <c>false</c> when it was noted before.</summary>
    public bool TryAdd(long token)
    {
        if (!_tokens.Add(token)) return false;
        _order.Enqueue(token);
        if (_order.Count > Remembered) _tokens.Remove(_order.Dequeue());
        return true;
    }
}
