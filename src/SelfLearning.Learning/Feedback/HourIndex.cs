namespace SelfLearning.Learning;

/// <summary>
/// Which hours have segments, and what of the past is still remembered. Slots are in the hour of their decision, policy versions in the
/// hour of their publication; hours are hours since 1970. Not safe for use by several threads.
/// </summary>
public sealed class HourIndex
{
    private const byte Version = 1;
    private const int EntrySize = 8 + 4 + 4 + 8 + 8;

    // Shared by all that hold nothing, as most contexts do; never changed.
    private static readonly SortedDictionary<long, HourEntry> None = [];

    private SortedDictionary<long, HourEntry> _hours = None;

    /// <summary>
    /// The first hour whose slots are all remembered; <see cref="long.MinValue"/> when nothing was ever forgotten. Feedback for decisions
    /// before it is late: whether it was counted is no longer known, even if the feedback window is made longer. Never goes back.
    /// </summary>
    public long OldestKept { get; private set; } = long.MinValue;

    /// <summary>The hours that have segments, in ascending order.</summary>
    public IReadOnlyCollection<HourEntry> Hours => _hours.Values;

    /// <summary>Whether no hour has segments.</summary>
    public bool IsEmpty => _hours.Count == 0;

    /// <summary>The first hour that has segments; <see cref="long.MaxValue"/> when none has.</summary>
    public long First => _hours.Count == 0 ? long.MaxValue : _hours.First().Key;

    /// <summary>The number of slots in all segments.</summary>
    public long TotalSlots { get; private set; }

    /// <summary>Finds an hour that has segments.</summary>
    public bool TryGet(long hour, out HourEntry entry) => _hours.TryGetValue(hour, out entry);

    /// <summary>Finds the hour whose segments hold a policy version; where ranges overlap, as after a clock went back, the narrowest one.</summary>
    public bool TryFindPolicyHour(long version, out long hour)
    {
        var found = _hours.Values.Where(h => h.Spans(version)).OrderBy(h => h.HighestVersion - h.LowestVersion).Take(1).ToArray();
        hour = found.Length == 0 ? 0 : found[0].Hour;
        return found.Length > 0;
    }

    /// <summary>Notes what the segments of an hour hold after they were written. Noting the same again changes nothing.</summary>
    /// <param name="hour">The hour.</param>
    /// <param name="parts">The number of its segments now, at least 1.</param>
    /// <param name="slots">The number of slots in all of them now, at least 0.</param>
    /// <param name="versions">The policy versions in them; those noted before stay noted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public void Add(long hour, int parts, int slots, params IEnumerable<long> versions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(slots);
        ArgumentNullException.ThrowIfNull(versions);
        var (lowest, highest) = _hours.TryGetValue(hour, out var before) ? (before.LowestVersion, before.HighestVersion) : (0, -1);
        foreach (var version in versions)
            (lowest, highest) = lowest > highest ? (version, version) : (Math.Min(lowest, version), Math.Max(highest, version));
        if (_hours == None) _hours = [];
        _hours[hour] = new HourEntry(hour, parts, slots, lowest, highest);
        TotalSlots += slots - before.Slots;
    }

    /// <summary>
    /// The hours whose segments are no longer needed, in ascending order. Delete them, then <see cref="Remove"/> each.
    /// </summary>
    /// <param name="oldestHourNeeded">The hour in which the feedback window begins.</param>
    /// <param name="oldestVersionNeeded">
    /// The lowest policy version that a decision in the window can have been made with: the one in force when the window begins. Hours
    /// that hold it or a later one stay, however old; <see cref="long.MaxValue"/> when no segment is needed for its policies.
    /// </param>
    public IReadOnlyList<long> Expired(long oldestHourNeeded, long oldestVersionNeeded) =>
        [.. _hours.Values.Where(h => h.Hour < oldestHourNeeded && (!h.HasPolicies || h.HighestVersion < oldestVersionNeeded))
            .Select(h => h.Hour)];

    /// <summary>
    /// The oldest hours to give up so that at most <paramref name="maximumSlots"/> slots remain, in ascending order; never the newest
    /// hour with slots, and never one without slots, which would free nothing. A given-up hour is removed with <see cref="Remove"/>; one
    /// whose policies are still needed is rewritten without slots, noted with <see cref="Add"/>, and its slots forgotten with
    /// <see cref="KeepFrom"/>.
    /// </summary>
    public IReadOnlyList<long> Excess(long maximumSlots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumSlots);
        var excess = TotalSlots - maximumSlots;
        if (excess <= 0) return [];
        var result = new List<long>();
        foreach (var hour in _hours.Values.Where(h => h.Slots > 0).SkipLast(1))
        {
            if (excess <= 0) break;
            excess -= hour.Slots;
            result.Add(hour.Hour);
        }

        return result;
    }

    /// <summary>Forgets an hour: decisions in it and before are late from now on. Does nothing more when the hour has no segments.</summary>
    public void Remove(long hour)
    {
        if (_hours.Remove(hour, out var removed)) TotalSlots -= removed.Slots;
        KeepFrom(hour + 1);
    }

    /// <summary>Raises <see cref="OldestKept"/> to an hour, because slots of decisions before it were forgotten.</summary>
    public void KeepFrom(long hour) => OldestKept = Math.Max(OldestKept, hour);

    /// <summary>The index in binary: 32 bytes for each hour, 21 beside; equal content gives equal bytes.</summary>
    public byte[] Save()
    {
        var record = new RecordWriter(Version);
        record.WriteInt64(OldestKept);
        record.WriteInt32(_hours.Count);
        foreach (var hour in _hours.Values)
        {
            record.WriteInt64(hour.Hour);
            record.WriteInt32(hour.Parts);
            record.WriteInt32(hour.Slots);
            record.WriteInt64(hour.LowestVersion);
            record.WriteInt64(hour.HighestVersion);
        }

        return record.Finish();
    }

    /// <summary>Reads what <see cref="Save"/> wrote; no bytes at all mean an empty index.</summary>
    /// <exception cref="AdaptationException">The bytes are damaged, or written by a newer version.</exception>
    public static HourIndex Load(ReadOnlySpan<byte> bytes)
    {
        var result = new HourIndex();
        if (bytes.IsEmpty) return result;
        var record = new RecordReader(bytes, Version, "hours of the segments");
        result.OldestKept = record.ReadInt64();
        for (var count = record.ReadCount(EntrySize); count > 0; count--)
        {
            if (result._hours == None) result._hours = [];
            var entry = new HourEntry(record.ReadInt64(), record.ReadInt32(), record.ReadInt32(), record.ReadInt64(), record.ReadInt64());
            record.Require(
                entry is { Parts: >= 1, Slots: >= 0 } && result._hours.TryAdd(entry.Hour, entry),
                $"hour {entry.Hour} is not valid or there twice");
            result.TotalSlots += entry.Slots;
        }

        record.RequireEnd();
        return result;
    }
}
