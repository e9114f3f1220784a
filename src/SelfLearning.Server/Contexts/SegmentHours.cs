namespace SelfLearning.Server;

/// <summary>The hours of a context whose parts are known, those used last.</summary>
internal sealed class SegmentHours
{
    /// <summary>At most so many slots are indexed, in some 6 bytes each; more only where one hour has more: about 24 MB.</summary>
    public const int Indexed = 4_000_000;

    // An hour without closed parts has nothing in its index, but takes room too.
    private const int HourWeight = 1_000;

    private readonly Dictionary<long, SegmentHour> _hours = [];
    private readonly List<long> _recency = [];

    /// <summary>An hour; <c>null</c> when it is not known.</summary>
    public SegmentHour? Find(long hour)
    {
        if (!_hours.TryGetValue(hour, out var known)) return null;
        Use(hour);
        return known;
    }

    /// <summary>Takes an hour in.</summary>
    public void Add(long hour, SegmentHour known)
    {
        _hours[hour] = known;
        Trim(hour);
    }

    /// <summary>Forgets those not used for longest, after an hour has grown; never that hour.</summary>
    public void Trim(long hour)
    {
        if (!_hours.ContainsKey(hour)) return;
        Use(hour);
        var held = 0L;
        for (var place = _recency.Count - 1; place >= 0; place--)
        {
            held += HourWeight + _hours[_recency[place]].Slots.Count;
            if (held > Indexed && place < _recency.Count - 1) Remove(_recency[place]);
        }
    }

    /// <summary>Forgets an hour.</summary>
    public void Remove(long hour)
    {
        _hours.Remove(hour);
        _recency.Remove(hour);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _hours.Clear();
        _recency.Clear();
    }

    private void Use(long hour)
    {
        if (_recency.Count > 0 && _recency[^1] == hour) return;
        _recency.Remove(hour);
        _recency.Add(hour);
    }
}
