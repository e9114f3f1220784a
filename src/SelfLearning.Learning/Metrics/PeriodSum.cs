namespace SelfLearning.Learning;

/// <summary>
/// What one or more metrics windows counted in a period: a few hundred bytes, where a window has 20 to 40 KB. Sums of the same period
/// add up, in any order and grouping, to that of the merged windows, as long as nothing was counted later than the present. Not safe
/// for concurrent use.
/// </summary>
public sealed class PeriodSum
{
    private readonly MetricsPeriod _period;
    private readonly long _last;
    private readonly OperationNames _names;
    private readonly MetricsBucket _bucket;

    /// <summary>A sum.</summary>
    /// <param name="period">The period.</param>
    /// <param name="last">The number of its last bucket.</param>
    /// <param name="names">The names of operations.</param>
    /// <param name="bucket">All that was counted; belongs to the sum from now on.</param>
    internal PeriodSum(MetricsPeriod period, long last, OperationNames names, MetricsBucket bucket) =>
        (_period, _last, _names, _bucket) = (period, last, names, bucket);

    /// <summary>The period.</summary>
    internal MetricsPeriod Period => _period;

    /// <summary>The number of the last bucket.</summary>
    internal long Last => _last;

    /// <summary>The names of operations.</summary>
    internal OperationNames Names => _names;

    /// <summary>All that was counted.</summary>
    internal MetricsBucket Bucket => _bucket;

    /// <summary>The sum that <see cref="Save"/> wrote.</summary>
    /// <exception cref="MetricsException">The bytes are damaged, cut short, or written by a newer version.</exception>
    public static PeriodSum Load(ReadOnlySpan<byte> bytes) => MetricsWindowFormat.ReadSum(bytes);

    /// <summary>The sum in a compact form with a version and a checksum.</summary>
    public byte[] Save() => MetricsWindowFormat.Write(this);

    /// <summary>Adds another sum; the other stays as it is.</summary>
    /// <param name="other">A sum of the same period at the same time.</param>
    /// <exception cref="ArgumentException">It is of another period.</exception>
    public void Merge(PeriodSum other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._period != _period || other._last != _last)
            throw new ArgumentException($"A sum of {other._period} up to bucket {other._last} cannot be added to one of {_period} up to bucket {_last}.", nameof(other));
        Span<int> names = stackalloc int[OperationNames.Limit + 1];
        _names.Take(other._names, names, _bucket.Fold);
        _bucket.Add(other._bucket, names);
    }

    /// <summary>What people read.</summary>
    /// <param name="module">The module the summary names.</param>
    /// <param name="context">The context key the summary names; <c>null</c> for a whole module.</param>
    /// <param name="now">The present.</param>
    public PerformanceSummary ToSummary(string module, string? context, DateTimeOffset now)
    {
        var (tier, count) = MetricsWindow.BucketsOf(_period);
        var first = Math.Max(0, _last - count + 1);
        var from = new DateTimeOffset(first * MetricsWindow.MinutesOf(tier) * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        return MetricsSummary.Of(_bucket, _names, module, context, _period, from, now.ToUniversalTime());
    }
}
