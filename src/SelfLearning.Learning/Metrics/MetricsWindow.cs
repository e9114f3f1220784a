using System.Diagnostics.CodeAnalysis;

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

    private readonly MetricsTier[] _tiers = [new(1, 60), new(15, 96), new(240, 180)];
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
        ArgumentException.ThrowIfNullOrEmpty(operation);
        if (!(durationMs >= 0 && double.IsFinite(durationMs)))
        {
            ThrowOutOfRange(nameof(durationMs), durationMs, "A duration is a finite number of milliseconds, 0 or more.");
        }

        if (quality is { } q && !(q is >= 0 and <= 1))
        {
            ThrowOutOfRange(nameof(quality), q, "A quality is a number from 0 to 1, or null where there is none.");
        }

        if (status is < OperationStatus.Success or > OperationStatus.Partial)
        {
            ThrowOutOfRange(nameof(status), (int)status, "A status is Success, Failure or Partial.");
        }


        var minute = MinuteOf(time);
        Advance(minute);
        if (!_tiers[^1].Keeps(minute, _newestMinute)) return;

        _version++;
        var name = IndexOf(operation);
        var bin = DurationHistogram.BinOf(durationMs);
        var nanoseconds = (ulong)Math.Round(Math.Min(durationMs, DurationHistogram.MaximumMs) * 1e6);
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
        if (count < 0)
        {
            ThrowOutOfRange(nameof(count), count, "The number of decisions with a first quality is 0 or more.");
        }

        if (!(Math.Abs(sum) <= QualityTally.MaximumSum))
        {
            ThrowOutOfRange(nameof(sum), sum, "A sum of qualities is a number from -1e9 to 1e9.");
        }

        if (!(Math.Abs(squareSum) <= QualityTally.MaximumSum))
        {
            ThrowOutOfRange(nameof(squareSum), squareSum, "A sum of squared qualities is a number from -1e9 to 1e9.");
        }


        var minute = MinuteOf(decisionTime);
        Advance(Math.Max(minute, MinuteOf(now)));
        var tally = QualityTally.Of(count, sum, squareSum);
        if (tally.IsZero) return;
        _version++;
        foreach (var tier in _tiers)
        {
            if (tier.Keeps(minute, _newestMinute)) tier.Open(minute).Quality.Add(tally);
        }
    }

    /// <summary>
    /// The summary of a period that ends with the bucket of <paramref name="now"/>: the last 60 minutes, 96 quarter hours, 42 or 180
    /// four hours. What was recorded for a later bucket is not in it yet. Costs a pass over these buckets, and nothing while neither
    /// the counts nor the bucket of <paramref name="now"/> change.
    /// </summary>
    /// <param name="module">The module the summary names.</param>
    /// <param name="context">The context key the summary names; <c>null</c> for a whole module.</param>
    /// <param name="period">The period.</param>
    /// <param name="now">The present.</param>
    /// <returns>The summary; its status counts name all statuses, its operation counts those that occurred.</returns>
    public PerformanceSummary Summarise(string module, string? context, MetricsPeriod period, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(module);
        var (tier, count) = period switch
        {
            MetricsPeriod.Hour => (_tiers[0], 60),
            MetricsPeriod.Day => (_tiers[1], 96),
            MetricsPeriod.Week => (_tiers[2], 42),
            MetricsPeriod.Month => (_tiers[2], 180),
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, "A period is Hour, Day, Week or Month."),
        };
        var last = MinuteOf(now) / tier.Minutes;
        var to = now.ToUniversalTime();
        ref var cached = ref (_cache ??= new CachedSummary[PeriodCount])[(int)period];
        var summary = cached.Summary;
        if (summary is null || cached.Version != _version || cached.Last != last)
        {
            var first = Math.Max(0, last - count + 1);
            var from = new DateTimeOffset(first * tier.Minutes * TimeSpan.TicksPerMinute, TimeSpan.Zero);
            summary = MetricsSummary.Of(tier.Sum(first, last), _names, module, context, period, from, to);
            cached = new(_version, last, summary);
        }

        return summary.To == to && summary.Module == module && summary.Context == context
            ? summary
            : summary with { Module = module, Context = context, To = to };
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
        TakeNames(other._names, names);
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

    private static long MinuteOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMinute;

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

    private void TakeNames(OperationNames others, Span<int> map)
    {
        var kept = OperationNames.Keep(_names, others);
        for (var name = 1; name < _names.End; name++)
        {
            if (_names[name] is { } own && !kept.Contains(own)) Fold(name);
        }

        map.Clear();
        for (var name = 1; name < others.End; name++)
        {
            if (others[name] is not { } taken || !kept.Contains(taken)) continue;
            var index = _names.Find(taken);
            map[name] = index >= 0 ? index : _names.Add(taken);
        }
    }

    private void Fold(int name)
    {
        foreach (var tier in _tiers)
        {
            foreach (var bucket in tier.Buckets) bucket.Fold(name);
        }

        _names.Remove(name);
    }

    [DoesNotReturn]
    private static void ThrowOutOfRange(string parameter, object value, string rule) => throw new ArgumentOutOfRangeException(parameter, value, rule);

    private readonly record struct CachedSummary(long Version, long Last, PerformanceSummary? Summary);
}
