using System.Runtime.InteropServices;

namespace SelfLearning.Learning;

/// <summary>The buckets of one length, by time; only those that hold something exist.</summary>
/// <param name="minutes">The length of a bucket in minutes.</param>
/// <param name="capacity">How many bucket lengths back, the newest included, buckets are kept.</param>
internal sealed class MetricsTier(int minutes, int capacity)
{
    private readonly List<MetricsBucket> _buckets = [];

    // What the last sum added up but for its last bucket: while operations end as they come, only that one changes until the next sum.
    private MetricsBucket? _past;
    private long _pastFirst;
    private long _pastEnd;

    /// <summary>The length of a bucket in minutes.</summary>
    public int Minutes { get; } = minutes;

    /// <summary>How many bucket lengths back, the newest included, buckets are kept.</summary>
    public int Capacity { get; } = capacity;

    /// <summary>The buckets in ascending order.</summary>
    public ReadOnlySpan<MetricsBucket> Buckets => CollectionsMarshal.AsSpan(_buckets);

    /// <summary>Whether no bucket says anything.</summary>
    public bool IsZero => _buckets.TrueForAll(bucket => bucket.IsZero);

    /// <summary>Whether a minute lies in a bucket that is kept while <paramref name="newestMinute"/> is the newest.</summary>
    public bool Keeps(long minute, long newestMinute) => minute / Minutes > (newestMinute / Minutes) - Capacity;

    /// <summary>Drops what has fallen out now that <paramref name="newestMinute"/> is the newest; says whether anything has.</summary>
    public bool Advance(long newestMinute)
    {
        var fallen = PlaceOf((newestMinute / Minutes) - Capacity + 1);
        if (fallen == 0) return false;
        _buckets.RemoveRange(0, fallen);
        ForgetPast();
        return true;
    }

    /// <summary>The bucket of a minute that the tier keeps, made where there is none; to be changed at once.</summary>
    public MetricsBucket Open(long minute)
    {
        var number = minute / Minutes;
        if (number < _pastEnd) ForgetPast();
        if (_buckets.Count > 0 && _buckets[^1].Number == number) return _buckets[^1];
        var place = PlaceOf(number);
        if (place == _buckets.Count || _buckets[place].Number != number) _buckets.Insert(place, new MetricsBucket(number));
        return _buckets[place];
    }

    /// <summary>Appends a bucket that is newer than all others.</summary>
    public void Append(MetricsBucket bucket) => _buckets.Add(bucket);

    /// <summary>The place of the first bucket that is not before <paramref name="number"/>.</summary>
    public int PlaceOf(long number)
    {
        var (low, high) = (0, _buckets.Count);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (_buckets[middle].Number < number) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>
    /// The sum of the buckets from <paramref name="first"/> to <paramref name="last"/>, both included. Costs a pass over them, and next to nothing
    /// where since the one before, of the same buckets, only the last has changed.
    /// </summary>
    public MetricsBucket Sum(long first, long last)
    {
        var end = PlaceOf(last);
        if (_past is null || _pastFirst != first || _pastEnd != last)
            (_past, _pastFirst, _pastEnd) = (MetricsBucket.Sum(last, Buckets[PlaceOf(first)..end]), first, last);
        return end < _buckets.Count && _buckets[end].Number == last ? MetricsBucket.Sum(last, [_past, _buckets[end]]) : MetricsBucket.Sum(last, [_past]);
    }

    /// <summary>Counts a name among the rest from now on.</summary>
    public void Fold(int name)
    {
        ForgetPast();
        foreach (var bucket in _buckets) bucket.Fold(name);
    }

    /// <summary>Drops all buckets.</summary>
    public void Clear()
    {
        ForgetPast();
        _buckets.Clear();
    }

    private void ForgetPast() => (_past, _pastFirst, _pastEnd) = (null, 0, 0);
}
