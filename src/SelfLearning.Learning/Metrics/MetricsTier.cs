using System.Runtime.InteropServices;

namespace SelfLearning.Learning;

/// <summary>The buckets of one length, by time; only those that hold something exist.</summary>
/// <param name="minutes">The length of a bucket in minutes.</param>
/// <param name="capacity">How many bucket lengths back, the newest included, buckets are kept.</param>
internal sealed class MetricsTier(int minutes, int capacity)
{
    private readonly List<MetricsBucket> _buckets = [];

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
        _buckets.RemoveRange(0, fallen);
        return fallen > 0;
    }

    /// <summary>The bucket of a minute that the tier keeps, made where there is none.</summary>
    public MetricsBucket Open(long minute)
    {
        var number = minute / Minutes;
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

    /// <summary>The sum of the buckets from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public MetricsBucket Sum(long first, long last) => MetricsBucket.Sum(last, Buckets[PlaceOf(first)..PlaceOf(last + 1)]);

    /// <summary>Drops all buckets.</summary>
    public void Clear() => _buckets.Clear();
}
