namespace SelfLearning.Learning;

/// <summary>
/// What all contexts of one module have learned together: for each pair the capitals of six gamblers who bet in all contexts, and the mean of all
/// feedback. Section 5 of the learner's specification. Not thread-safe: one call at a time.
/// </summary>
/// <remarks>
/// Reports carry sums, so floor and cap are applied once a report rather than once a bet, and k feedbacks with the mean y count as k feedbacks of y
/// each. Bounded: beyond <see cref="PoolEvidence.MaximumPairs"/> the pair that has not been played for longest goes.
/// </remarks>
public sealed class PoolModel
{
    /// <summary>The most senders, which are the shards of the module.</summary>
    public const int MaximumSenders = 256;

    private const byte FormatVersion = 1;
    private const double FirstMean = 0.5;
    private const double FirstWeight = 2;
    private const double Window = 2_000;

    /// <summary>The largest log-capital: far above what the cap leaves anybody who bets against somebody, as both sides of a pair do.</summary>
    internal const double MostCapital = 64;

    private readonly Dictionary<PoolPair, PairEvidence> _pairs = [];
    private readonly SortedDictionary<int, long> _taken = [];
    private double _mean = FirstMean;
    private double _weight = FirstWeight;
    private long _reports;

    /// <summary>The mean of all feedback, exponential over at most 2,000; <c>null</c> before any.</summary>
    public double? Mean => Feedbacks > 0 ? _mean : null;

    /// <summary>The number of feedbacks taken in.</summary>
    public long Feedbacks { get; private set; }

    internal IReadOnlyDictionary<PoolPair, PairEvidence> Pairs => _pairs;

    /// <summary>Takes a report in, once.</summary>
    /// <param name="sender">Who sends it, 0 to 255.</param>
    /// <param name="report">The report.</param>
    /// <returns><c>false</c> when it was taken in before.</returns>
    public bool Apply(int sender, PoolReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (sender is < 0 or >= MaximumSenders) throw new ArgumentOutOfRangeException(nameof(sender), sender, $"A sender is 0 to {MaximumSenders - 1}.");
        if (report.Number <= _taken.GetValueOrDefault(sender)) return false;
        _taken[sender] = report.Number;
        _reports++;
        if (report.Evidence.Feedbacks > 0) MoveMean(report.Evidence.Feedbacks, report.Evidence.QualitySum / report.Evidence.Feedbacks);
        foreach (var (pair, sums) in report.Evidence.Pairs) Add(pair, sums);
        return true;
    }

    /// <summary>What is known of the parameters of a space.</summary>
    public PoolSnapshot Snapshot(ParameterSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return new PoolSnapshot(space, Mean, _pairs);
    }

    /// <summary>The pool as bytes.</summary>
    public byte[] Save()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(FormatVersion);
        writer.Write(Feedbacks);
        writer.Write(_mean);
        writer.Write(_weight);
        writer.Write7BitEncodedInt(_taken.Count);
        foreach (var (sender, number) in _taken)
        {
            writer.Write7BitEncodedInt(sender);
            writer.Write(number);
        }

        PairTable.Write(writer, [.. _pairs.OrderBy(p => p.Value.LastPlayed).ThenBy(p => p.Key, PoolPair.Order)]);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Save"/> wrote; no bytes are an empty pool.</summary>
    /// <exception cref="AdaptationException">The bytes are damaged or of a newer version.</exception>
    public static PoolModel Load(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return bytes.Length == 0 ? new PoolModel() : PoolBytes.Read(bytes, FormatVersion, "pool of the module", Read);
    }

    private static PoolModel Read(BinaryReader reader)
    {
        var pool = new PoolModel { Feedbacks = reader.ReadInt64(), _mean = reader.ReadDouble(), _weight = reader.ReadDouble() };
        if (pool.Feedbacks < 0 || pool._mean is not (>= 0 and <= 1) || pool._weight is not (>= FirstWeight and <= Window))
            throw new FormatException($"a mean of {pool._mean} with weight {pool._weight} over {pool.Feedbacks} feedbacks is impossible");
        for (var i = reader.Read7BitEncodedInt(); i > 0; i--)
        {
            var (sender, number) = (reader.Read7BitEncodedInt(), reader.ReadInt64());
            if (sender is < 0 or >= MaximumSenders || !pool._taken.TryAdd(sender, number)) throw new FormatException($"sender {sender} is impossible");
        }

        foreach (var (pair, evidence) in PairTable.Read(reader))
        {
            if (evidence.Logs.Any(log => log < -Gamblers.Floor || log > MostCapital)) throw new FormatException($"{pair} has an impossible capital");
            // Read in the order of play.
            evidence.LastPlayed = ++pool._reports;
            if (!pool._pairs.TryAdd(pair, evidence)) throw new FormatException($"{pair} is there twice");
        }

        return pool;
    }

    private void Add(PoolPair pair, PairEvidence sums)
    {
        if (!_pairs.TryGetValue(pair, out var evidence))
        {
            if (_pairs.Count >= PoolEvidence.MaximumPairs) _pairs.Remove(Oldest());
            _pairs.Add(pair, evidence = new PairEvidence());
        }

        new Gamblers(evidence.Logs).Add(sums.Logs, new Prior(sums.Candidates));
        for (var g = 0; g < evidence.Logs.Length; g++) evidence.Logs[g] = Math.Min(MostCapital, evidence.Logs[g]);
        evidence.Contexts += sums.Contexts;
        evidence.Candidates = sums.Candidates;
        evidence.LastPlayed = _reports;
    }

    private PoolPair Oldest() => _pairs.OrderBy(p => p.Value.LastPlayed).ThenBy(p => p.Key, PoolPair.Order).First().Key;

    // k times mean += (y - mean) / weight, with the weight growing by 1 each time up to the window.
    private void MoveMean(long count, double quality)
    {
        Feedbacks += count;
        var growing = (long)Math.Min(count, Window - _weight);
        _weight += growing;
        _mean += (quality - _mean) * growing / _weight;
        if (count > growing) _mean = quality + ((_mean - quality) * Math.Pow(1 - (1 / Window), count - growing));
        // A sum of rounded numbers may be a little more than their number.
        _mean = Math.Clamp(_mean, 0, 1);
    }
}
