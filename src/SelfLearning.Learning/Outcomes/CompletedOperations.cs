namespace SelfLearning.Learning;

/// <summary>
/// Which operations of a context were completed one by one, so that an outcome sent again is not counted again. Kept and stored together
/// with what the outcomes are counted in. Where it can no longer tell, it says so: an outcome is never taken twice.
/// </summary>
/// <remarks>
/// What is remembered reaches from now back to a time, the horizon: <see cref="Memory"/> ago, or later where more than <see cref="Limit"/>
/// operations have ended since. An operation that ended before the horizon is late. One that says it ends in the future is remembered
/// until then and <see cref="Memory"/> longer: it may be sent again when that has come true. Not safe for concurrent use.
/// </remarks>
public sealed class CompletedOperations
{
    /// <summary>The most operations that are remembered.</summary>
    public const int Limit = 2_048;

    /// <summary>How long after its end an operation is remembered, and may be completed.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>How long after its beginning an operation may be completed.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromHours(24);

    // Of those that say they end in the future: the rest is for operations that have ended, which must not become late by them.
    private const int MostInFuture = Limit / 2;

    private const byte Version = 1;
    private const string Saved = "list of completed operations";

    // By the time of their end, which is near the order in which they come.
    private readonly List<(long EndedAtMs, long Token)> _operations = [];
    private readonly HashSet<long> _tokens = [];
    private long _horizonMs;

    /// <summary>The operations that are remembered.</summary>
    public int Count => _operations.Count;

    /// <summary>Notes that an operation has ended, unless it is known or may have been forgotten.</summary>
    /// <param name="decision">What was decided for it.</param>
    /// <param name="endedAt">When it ended by what its caller says: the same for each time it is sent.</param>
    /// <param name="now">The time.</param>
    /// <returns>Recorded, Duplicate or Late.</returns>
    public CompletionReceipt Take(in Decision decision, DateTimeOffset endedAt, DateTimeOffset now)
    {
        Forget(now);
        if (_tokens.Contains(decision.Token)) return CompletionReceipt.Duplicate;
        var endedAtMs = endedAt.ToUnixTimeMilliseconds();
        if (now - decision.DecidedAt > Expiry || endedAtMs < _horizonMs) return CompletionReceipt.Late;
        if (now < endedAt && CountAfter(now) >= MostInFuture) return CompletionReceipt.Late;
        var place = _operations.Count;
        while (place > 0 && _operations[place - 1].EndedAtMs > endedAtMs) place--;
        _operations.Insert(place, (endedAtMs, decision.Token));
        _tokens.Add(decision.Token);
        if (_operations.Count > Limit) ForgetUntil(_operations[0].EndedAtMs + 1);
        return CompletionReceipt.Recorded;
    }

    /// <summary>What is remembered, about 10 bytes an operation; nothing where that is nothing.</summary>
    public byte[] Save(DateTimeOffset now)
    {
        Forget(now);
        if (_operations.Count == 0 && _horizonMs <= HorizonOf(now)) return [];
        var to = new VarintWriter();
        to.Byte(Version);
        to.Number(_horizonMs);
        to.Number(_operations.Count);
        var before = _horizonMs;
        foreach (var (endedAtMs, token) in _operations)
        {
            to.Number(endedAtMs - before);
            to.Fixed(token);
            before = endedAtMs;
        }

        return Checksum.Seal(to.Written);
    }

    /// <summary>What <see cref="Save"/> wrote.</summary>
    /// <exception cref="MetricsException">The bytes are damaged, cut short, or written by a newer version.</exception>
    public static CompletedOperations Load(ReadOnlySpan<byte> bytes)
    {
        var completed = new CompletedOperations();
        if (bytes.IsEmpty) return completed;
        var from = new VarintReader(Checksum.Open(bytes, Version, Saved), Saved);
        completed._horizonMs = from.Number(ResultIdFormat.LatestMilliseconds, "the horizon");
        var count = from.Number(Limit, "the number of operations");
        var at = completed._horizonMs;
        for (var i = 0; i < count; i++)
        {
            at += from.Number(ResultIdFormat.LatestMilliseconds - at, "the time of an end");
            var token = from.Fixed("an operation");
            if (!completed._tokens.Add(token)) throw from.Damaged("an operation that is there twice");
            completed._operations.Add((at, token));
        }

        return from.AtEnd ? completed : throw from.Damaged("the end");
    }

    private int CountAfter(DateTimeOffset now)
    {
        var (count, nowMs) = (0, now.ToUnixTimeMilliseconds());
        while (count < _operations.Count && _operations[^(count + 1)].EndedAtMs > nowMs) count++;
        return count;
    }

    private static long HorizonOf(DateTimeOffset now) => Math.Max(0, (now - Memory).ToUnixTimeMilliseconds());

    private void Forget(DateTimeOffset now)
    {
        if (HorizonOf(now) is var horizon && horizon > _horizonMs) ForgetUntil(horizon);
    }

    private void ForgetUntil(long horizonMs)
    {
        _horizonMs = horizonMs;
        var count = 0;
        while (count < _operations.Count && _operations[count].EndedAtMs < horizonMs) _tokens.Remove(_operations[count++].Token);
        _operations.RemoveRange(0, count);
    }
}
