namespace SelfLearning.Learning;

/// <summary>
/// What a context measured over the last 30 days, in buckets of three lengths: 60 of 1 minute, 96 of 15 minutes and 180 of 4 hours,
/// aligned to UTC and made when something falls into them. Every operation is counted in all three.
/// </summary>
/// <remarks>
/// <para>
/// The newest time ever given decides what is kept: a bucket is dropped as soon as it is 60, 96 or 180 bucket lengths older. Times may
/// come in any order; what is older than a tier is not counted in that tier. A time far ahead of the real one therefore empties
/// the window: the caller gives times of its own clock.
/// </para>
/// <para>
/// At most 32 names of operations are counted on their own, the first that come; the rest counts as <c>other</c>. A name whose last
/// bucket was dropped makes room for another.
/// </para>
/// <para>
/// All sums are whole numbers (counts, nanoseconds, 10^-12 of quality), so the order of recording and merging does not matter.
/// Percentiles come from logarithmic bins of base 1.105 between 1 ns and 10^12 ms (about 31 years), within 5 percent; a shorter
/// duration counts as 0, a longer one as 10^12 ms.
/// </para>
/// <para>Not safe for concurrent use and without locks: the grain that owns it calls it one turn at a time.</para>
/// </remarks>
public sealed class MetricsWindow
{
    private const int PeriodCount = 4;

    private static readonly int[] TierMinutes = [1, 15, 240];

    private readonly MetricsTier[] _tiers = [new(TierMinutes[0], 60), new(TierMinutes[1], 96), new(TierMinutes[2], 180)];
    private readonly OperationNames _names = new();
    private CachedSummary[]? _cache;
    private long _newestMinute = -1;
    private long _version;
    private bool _namesMayBeUnused;

    /// <summary>Whether nothing is counted.</summary>
    public bool IsEmpty => Array.TrueForAll(_tiers, tier => tier.IsZero);

    /// <summary>The newest minute ever given, in minutes since 0001-01-01 UTC; -1 before the first.</summary>
    internal long NewestMinute => _newestMinute;

    /// <summary>The tiers, the shortest buckets first.</summary>
    internal ReadOnlySpan<MetricsTier> Tiers => _tiers;

    /// <summary>The names of operations.</summary>
    internal OperationNames Names => _names;

    /// <summary>Counts one ended operation.</summary>
    /// <param name="time">When it is counted: any time, in any order.</param>
    /// <param name="operation">Its name; of more than 100 characters the first 100 count.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="durationMs">How long it took, in milliseconds: a finite number of 0 or more.</param>
    /// <param name="quality">Its quality, 0 to 1; <c>null</c> while it has none.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The duration, the quality or the status is out of its range; nothing is counted.</exception>
    public void Record(DateTimeOffset time, string operation, OperationStatus status, double durationMs, double? quality)
    {
        MetricsRules.Require(operation, status, durationMs, quality);

        var minute = MinuteOf(time);
        Advance(minute);
        if (!_tiers[^1].Keeps(minute, _newestMinute)) return;

        _version++;
        var name = IndexOf(operation);
        var bin = DurationBins.Of(durationMs);
        var nanoseconds = DurationBins.NanosecondsOf(durationMs);
        var tally = quality is { } known ? QualityTally.Of(1, known, known * known) : default;
        foreach (var tier in _tiers)
        {
            if (!tier.Keeps(minute, _newestMinute)) continue;
            var bucket = tier.Open(minute);
            bucket.AddStatus(status, 1);
            bucket.AddOperations(name, 1);
            bucket.AddDuration(bin, nanoseconds);
            bucket.Quality.Add(tally);
        }
    }

    /// <summary>Adds quality that became known later to the time of its decisions, or corrects what was added before.</summary>
    /// <param name="decisionTime">When the decisions were made.</param>
    /// <param name="now">The present, which decides what is kept.</param>
    /// <param name="count">How many decisions get their first quality: 0 for a correction.</param>
    /// <param name="sum">The sum of their qualities, and of the differences new - old of corrected ones; within -10^9 to 10^9.</param>
    /// <param name="squareSum">The same of the squares.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range; nothing is added.</exception>
    public void MoveQuality(DateTimeOffset decisionTime, DateTimeOffset now, int count, double sum, double squareSum)
    {
        var tally = MetricsRules.TallyOf(count, sum, squareSum);
        var minute = MinuteOf(decisionTime);
        Advance(Math.Max(minute, MinuteOf(now)));
        if (tally.IsZero) return;
        _version++;
        foreach (var tier in _tiers)
        {
            if (tier.Keeps(minute, _newestMinute)) tier.Open(minute).Quality.Add(tally);
        }
    }

    /// <summary>
    /// The summary of a period that ends with the bucket of <paramref name="now"/>: the last 60 minutes, 96 quarter hours, 42 or 180
    /// four hours. What was recorded for a later bucket is not in it yet. Costs a pass over these buckets, a small part of it while only the
    /// last of them changes, and nothing while neither the counts nor the bucket of <paramref name="now"/> change.
    /// </summary>
    /// <param name="module">The module the summary names.</param>
    /// <param name="context">The context key the summary names; <c>null</c> for a whole module.</param>
    /// <param name="period">The period.</param>
    /// <param name="now">The present.</param>
    /// <returns>The summary; its status counts name all statuses, its operation counts those that occurred.</returns>
    public PerformanceSummary Summarise(string module, string? context, MetricsPeriod period, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(module);
        ref var cached = ref Cached(period, now);
        var to = now.ToUniversalTime();
        var summary = cached.Summary ??= Sum(period, cached.Last).ToSummary(module, context, to);
        return summary.To == to && summary.Module == module && summary.Context == context
            ? summary
            : summary with { Module = module, Context = context, To = to };
    }

    /// <summary>
    /// The steps that add up to <see cref="Summarise"/> of the same period at the same time, those without operations too. Costs a pass over
    /// the buckets of the period.
    /// </summary>
    /// <param name="module">The module the history names.</param>
    /// <param name="context">The context key the history names; <c>null</c> for a whole module.</param>
    /// <param name="period">The period.</param>
    /// <param name="now">The present.</param>
    public PerformanceHistory History(string module, string? context, MetricsPeriod period, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(module);
        var (tier, count) = BucketsOf(period);
        var last = MinuteOf(now) / MinutesOf(tier);
        return MetricsHistory.Of(_tiers[tier], Math.Max(0, last - count + 1), last, module, context, period, now);
    }

    /// <summary>
    /// The sum of a period, as <see cref="Summarise"/> gives it, in the form of <see cref="PeriodSum.Save"/>: to be added to that of other
    /// windows. Cached as a summary is.
    /// </summary>
    /// <param name="period">The period.</param>
    /// <param name="now">The present.</param>
    public ReadOnlyMemory<byte> SaveSum(MetricsPeriod period, DateTimeOffset now)
    {
        ref var cached = ref Cached(period, now);
        return cached.Sum ??= Sum(period, cached.Last).Save();
    }

    /// <summary>
    /// Adds all that another window has counted; the other stays as it is. In any order and grouping the result is the same, and the
    /// same as recording everything into one window, as long as all windows together have at most 32 names. Of more the 32 first in
    /// ordinal order stay, which again no order or grouping of merges changes.
    /// </summary>
    /// <param name="other">The other window.</param>
    public void Merge(MetricsWindow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._newestMinute < 0) return;
        Advance(other._newestMinute);
        _version++;
        Span<int> names = stackalloc int[OperationNames.Limit + 1];
        _names.Take(other._names, names, Fold);
        for (var i = 0; i < _tiers.Length; i++)
        {
            foreach (var bucket in other._tiers[i].Buckets)
            {
                var minute = bucket.Number * _tiers[i].Minutes;
                if (_tiers[i].Keeps(minute, _newestMinute)) _tiers[i].Open(minute).Add(bucket, names);
            }
        }
    }

    /// <summary>
    /// The window in a compact form with a version and a checksum: about 21 KB for 30 days of one operation a minute, 34 KB for one a
    /// second. Windows that count the same give the same bytes.
    /// </summary>
    public byte[] Save()
    {
        ForgetUnusedNames();
        return MetricsWindowFormat.Write(this);
    }

    /// <summary>The window that <see cref="Save"/> wrote.</summary>
    /// <exception cref="MetricsException">The bytes are damaged, cut short, or written by a newer version.</exception>
    public static MetricsWindow Load(ReadOnlySpan<byte> bytes) => MetricsWindowFormat.Read(bytes);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (var tier in _tiers) tier.Clear();
        _names.Clear();
        _newestMinute = -1;
        _version++;
    }

    /// <summary>The tier a period is summed from, and how many of its buckets the period has.</summary>
    internal static (int Tier, int Count) BucketsOf(MetricsPeriod period) => period switch
    {
        MetricsPeriod.Hour => (0, 60),
        MetricsPeriod.Day => (1, 96),
        MetricsPeriod.Week => (2, 42),
        MetricsPeriod.Month => (2, 180),
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "A period is Hour, Day, Week or Month."),
    };

    /// <summary>The length of the buckets of a tier in minutes.</summary>
    internal static int MinutesOf(int tier) => TierMinutes[tier];

    /// <summary>Makes <paramref name="minute"/> the newest if it is newer than all before.</summary>
    internal void Advance(long minute)
    {
        if (minute <= _newestMinute) return;
        _newestMinute = minute;
        foreach (var tier in _tiers)
        {
            if (!tier.Advance(minute)) continue;
            _namesMayBeUnused = true;
            _version++;
        }
    }

    /// <summary>Adds what was counted of one minute, as if each operation were recorded, in the order in which the names came.</summary>
    /// <param name="minute">The minute.</param>
    /// <param name="counts">The counts.</param>
    /// <param name="names">The names of operations in them.</param>
    internal void Add(long minute, MetricsBucket counts, OperationNames names)
    {
        Advance(minute);
        if (!_tiers[^1].Keeps(minute, _newestMinute)) return;
        _version++;
        foreach (var tier in _tiers)
        {
            if (tier.Keeps(minute, _newestMinute)) tier.Open(minute).AddUnnamed(counts);
        }

        // One name after the other: a new one may take the place of one that nothing is counted for.
        for (var name = 0; name < counts.Operations.Length; name++)
        {
            var count = counts.Operations[name];
            if (count == 0) continue;
            var index = name == 0 ? 0 : IndexOf(names[name]!);
            foreach (var tier in _tiers)
            {
                if (tier.Keeps(minute, _newestMinute)) tier.Open(minute).AddOperations(index, count);
            }
        }
    }

    /// <summary>The minute of a time, since 0001-01-01 UTC.</summary>
    internal static long MinuteOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMinute;

    private int IndexOf(string operation)
    {
        var name = operation.AsSpan().Cut(OperationNames.MaximumLength);
        var index = _names.Find(name);
        if (index >= 0) return index;
        if (_names.Count == OperationNames.Limit && _namesMayBeUnused) ForgetUnusedNames();
        return _names.Count < OperationNames.Limit ? _names.Add(name.Length == operation.Length ? operation : name.ToString()) : 0;
    }

    private void ForgetUnusedNames()
    {
        _namesMayBeUnused = false;
        for (var name = 1; name < _names.End; name++)
        {
            if (_names[name] is not null && !IsCounted(name)) _names.Remove(name);
        }
    }

    private bool IsCounted(int name)
    {
        foreach (var tier in _tiers)
        {
            foreach (var bucket in tier.Buckets)
            {
                if (name < bucket.Operations.Length && bucket.Operations[name] != 0) return true;
            }
        }

        return false;
    }

    private void Fold(int name)
    {
        foreach (var tier in _tiers) tier.Fold(name);
    }

    // What was cached for the period, empty where the counts or the present have gone on since.
    private ref CachedSummary Cached(MetricsPeriod period, DateTimeOffset now)
    {
        var last = MinuteOf(now) / MinutesOf(BucketsOf(period).Tier);
        ref var cached = ref (_cache ??= new CachedSummary[PeriodCount])[(int)period];
        if (cached.Version != _version || cached.Last != last || (cached.Summary is null && cached.Sum is null)) cached = new() { Version = _version, Last = last };
        return ref cached;
    }

    private PeriodSum Sum(MetricsPeriod period, long last)
    {
        var (tier, count) = BucketsOf(period);
        return new PeriodSum(period, last, _names, _tiers[tier].Sum(Math.Max(0, last - count + 1), last));
    }

    private struct CachedSummary
    {
        public long Version;
        public long Last;
        public PerformanceSummary? Summary;
        public byte[]? Sum;
    }
}
