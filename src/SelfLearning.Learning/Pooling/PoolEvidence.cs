namespace SelfLearning.Learning;

/// <summary>
/// What contexts have learned and the pool does not know yet: for each pair the sums of all movements before floor and cap, which add up over
/// bets, contexts and shards. Bounded: a pair beyond <see cref="MaximumPairs"/> is left out.
/// </summary>
/// <param name="feedbacks">The number of new feedbacks.</param>
/// <param name="qualitySum">The sum of their qualities.</param>
public sealed class PoolEvidence(long feedbacks = 0, double qualitySum = 0)
{
    /// <summary>The most pairs, here and in the pool: with names of ten letters about 150 KB.</summary>
    public const int MaximumPairs = 2_048;

    private const byte FormatVersion = 1;

    private readonly Dictionary<PoolPair, PairEvidence> _pairs = [];

    /// <summary>The number of new feedbacks.</summary>
    public long Feedbacks { get; private set; } = feedbacks;

    /// <summary>The sum of their qualities, 0 to <see cref="Feedbacks"/>.</summary>
    public double QualitySum { get; private set; } = qualitySum;

    /// <summary>Whether there is nothing to tell.</summary>
    public bool IsEmpty => Feedbacks == 0 && _pairs.Count == 0;

    internal IReadOnlyDictionary<PoolPair, PairEvidence> Pairs => _pairs;

    /// <summary>Adds other evidence.</summary>
    public void Merge(PoolEvidence other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Feedbacks, QualitySum) = (Feedbacks + other.Feedbacks, QualitySum + other.QualitySum);
        foreach (var (pair, evidence) in other._pairs) Add(pair, evidence);
    }

    /// <summary>The evidence as bytes; equal evidence gives equal bytes.</summary>
    public byte[] Save()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(FormatVersion);
        writer.Write(Feedbacks);
        writer.Write(QualitySum);
        PairTable.Write(writer, [.. _pairs.OrderBy(p => p.Key, PoolPair.Order)]);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Save"/> wrote; no bytes are no evidence.</summary>
    /// <exception cref="AdaptationException">The bytes are damaged or of a newer version.</exception>
    public static PoolEvidence Load(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return bytes.Length == 0 ? new PoolEvidence() : PoolBytes.Read(bytes, FormatVersion, "evidence for the pool", reader =>
        {
            var (feedbacks, sum) = (reader.ReadInt64(), reader.ReadDouble());
            if (feedbacks < 0 || !(sum >= 0 && sum <= feedbacks + 1e-6)) throw new FormatException($"{feedbacks} feedbacks with a sum of {sum} are impossible");
            var evidence = new PoolEvidence(feedbacks, sum);
            foreach (var (pair, sums) in PairTable.Read(reader))
                if (!evidence._pairs.TryAdd(pair, sums)) throw new FormatException($"{pair} is there twice");
            return evidence;
        });
    }

    internal void Add(string parameter, string lower, string higher, Untold told)
    {
        var (pair, isExchanged) = PoolPair.Of(parameter, lower, higher);
        Add(pair, new PairEvidence
        {
            Logs = isExchanged ? Gamblers.Exchanged(told.Growth) : told.Growth.ToArray(),
            Contexts = told.IsFirst ? 1 : 0,
            Candidates = told.Candidates,
        });
    }

    internal void Add(PoolPair pair, PairEvidence sums)
    {
        if (_pairs.TryGetValue(pair, out var known)) known.Add(sums);
        else if (_pairs.Count < MaximumPairs) _pairs.Add(pair, new PairEvidence { Logs = [.. sums.Logs], Contexts = sums.Contexts, Candidates = sums.Candidates });
    }
}
