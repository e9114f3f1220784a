using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace SelfLearning.Server;

/// <summary>
/// The segments of one context on storage, each under its own ETag, with a small cache of those used last, and for the hours used last an
/// index that says which parts hold what. So a new feedback of a busy hour is told from a known one without reading the hour again.
/// </summary>
/// <param name="beside">The context's learning record, beside which they lie.</param>
internal sealed class SegmentStore(StoredRecord<LearningRecord> beside)
{
    /// <summary>At most this many segments of up to 256 KB stay in memory.</summary>
    public const int Cached = 16;

    private readonly Dictionary<(long Hour, int Part), Entry> _entries = [];
    private readonly Dictionary<(long Hour, int Part), Task<Entry>> _reading = [];
    private readonly List<(long Hour, int Part)> _recency = [];
    private readonly SegmentHours _hours = new();
    private readonly Dictionary<long, Task<SegmentHour>> _readingHours = [];

    /// <summary>
    /// Finds what some decisions need of an hour's segments: the parts that may hold their slots or a policy version, and the part that takes new ones.
    /// </summary>
    /// <param name="hour">The hour.</param>
    /// <param name="keys">The slots looked for.</param>
    /// <param name="version">The policy version looked for.</param>
    /// <param name="parts">Takes the numbers of the parts.</param>
    /// <returns><c>null</c> when that was known; else ends when it is, and the same must be asked again.</returns>
    public Task? Find(long hour, IEnumerable<ulong> keys, long version, ISet<int> parts)
    {
        if (_hours.Find(hour) is not { } known) return HourAsync(hour).AsTask();
        foreach (var key in keys) known.Slots.Find(key, parts);
        if (known.Policies.TryGetValue(version, out var part)) parts.Add(part);
        parts.Add(known.Open);
        return null;
    }

    /// <summary>A part, if it is in memory.</summary>
    public Segment? TryGet(long hour, int part)
    {
        if (!_entries.TryGetValue((hour, part), out var entry)) return null;
        Use((hour, part));
        return entry.Segment;
    }

    /// <summary>A part.</summary>
    public async Task<Segment> ReadPartAsync(long hour, int part) => (await ReadAsync(hour, part)).Segment;

    /// <summary>All parts of an hour that hold policy versions.</summary>
    public async Task<IReadOnlyList<Segment>> ReadPoliciesAsync(long hour)
    {
        var known = await HourAsync(hour);
        var segments = new List<Segment>();
        foreach (var part in known.Policies.Values.Append(known.Open).Distinct().Order().ToArray()) segments.Add((await ReadAsync(hour, part)).Segment);
        return segments;
    }

    /// <summary>
    /// Merges slots and policy versions into an hour; what does not fit into a part goes into the next. A repeated merge changes nothing.
    /// </summary>
    /// <returns>The number of parts the hour has now, and of the slots in them.</returns>
    public async Task<(int Parts, int Slots)> MergeAsync(long hour, ImmutableArray<Slot> slots, ImmutableArray<PolicySnapshot> policies)
    {
        var known = await HourAsync(hour);
        // A closed part goes on updating what it holds, and only that is brought to it.
        var named = new Dictionary<ulong, int>();
        var byPart = new SortedDictionary<int, List<Slot>>();
        var (rest, found) = (new List<Slot>(slots.Length), new HashSet<int>());
        foreach (var slot in slots)
        {
            found.Clear();
            known.Slots.Find(slot.Key, found);
            if (found.Count == 0) rest.Add(slot);
            else named[slot.Key] = found.Count;
            foreach (var part in found)
            {
                if (!byPart.TryGetValue(part, out var own)) byPart[part] = own = [];
                own.Add(slot);
            }
        }

        foreach (var (part, own) in byPart)
        {
            var entry = await ReadAsync(hour, part);
            var merge = Segment.Merge(entry.Segment, own, []);
            if (merge.Changed) await WriteAsync((hour, part), entry, merge.Segment);
            // Named in vain, which is new if no other part holds it.
            foreach (var slot in merge.OverflowSlots)
                if (--named[slot.Key] == 0) rest.Add(slot);
        }

        var waiting = policies.RemoveAll(policy => known.Policies.ContainsKey(policy.Version));
        IEnumerable<Slot> open = rest;
        while (true)
        {
            var part = known.Open;
            var entry = await ReadAsync(hour, part);
            var merge = Segment.Merge(entry.Segment, open, waiting);
            if (merge.Changed) await WriteAsync((hour, part), entry, merge.Segment);
            if (!merge.Segment.IsClosed)
            {
                // Another index of the hour, read meanwhile, may not know of a part that was closed here.
                if (!ReferenceEquals(_hours.Find(hour), known)) ForgetHour(hour);
                return (part + 1, checked((int)(known.ClosedSlots + merge.Segment.Count)));
            }

            known.Close(merge.Segment);
            _hours.Trim(hour);
            (open, waiting) = (merge.OverflowSlots, merge.OverflowPolicies);
        }
    }

    /// <summary>Deletes the slots of an hour and keeps its policy versions.</summary>
    /// <returns>The number of parts the hour has now, 0 when there is nothing to keep, and the policy versions.</returns>
    public async Task<(int Parts, ImmutableArray<PolicySnapshot> Policies)> KeepPoliciesAsync(long hour, int parts)
    {
        var all = new List<PolicySnapshot>();
        for (var part = 0; part < parts; part++) all.AddRange((await ReadAsync(hour, part)).Segment.Policies);
        ImmutableArray<PolicySnapshot> policies = [.. all];
        var (kept, rest) = (0, policies);
        // What is indexed is about to go.
        ForgetHour(hour);
        // Every version is in a part that stays before the part it was in is changed or deleted: they only move to the front.
        for (; !rest.IsEmpty; kept++)
        {
            var merge = Segment.Merge(Segment.Empty, [], rest);
            await WriteAsync((hour, kept), await ReadAsync(hour, kept), merge.Segment);
            rest = merge.OverflowPolicies;
        }

        for (var part = parts - 1; part >= kept; part--) await ClearAsync(hour, part);
        ForgetHour(hour);
        return (kept, policies);
    }

    /// <summary>Deletes an hour.</summary>
    public async Task ClearHourAsync(long hour, int parts)
    {
        ForgetHour(hour);
        for (var part = parts - 1; part >= 0; part--) await ClearAsync(hour, part);
        ForgetHour(hour);
    }

    /// <summary>Empties the cache: storage may hold something else. No merge may be under way.</summary>
    public void Forget()
    {
        _entries.Clear();
        _reading.Clear();
        _recency.Clear();
        _hours.Clear();
        _readingHours.Clear();
    }

    private async Task ClearAsync(long hour, int part)
    {
        var entry = await ReadAsync(hour, part);
        try
        {
            await entry.Record.ClearAsync();
        }
        finally
        {
            Forget((hour, part));
        }
    }

    private async Task WriteAsync((long Hour, int Part) key, Entry entry, Segment segment)
    {
        try
        {
            await entry.Record.WriteAsync(new SegmentRecord { Segment = segment.Bytes, Unknown = entry.Unknown });
        }
        catch
        {
            // What storage holds is not known now; the next use reads it.
            Forget(key);
            ForgetHour(key.Hour);
            throw;
        }

        entry.Segment = segment;
        // The entry may have left the cache during the write, and what was read in its place is out of date.
        _reading.Remove(key);
        Hold(key, entry);
    }

    private async ValueTask<Entry> ReadAsync(long hour, int part)
    {
        var key = (hour, part);
        if (_entries.TryGetValue(key, out var held))
        {
            Use(key);
            return held;
        }

        if (!_reading.TryGetValue(key, out var reading)) _reading[key] = reading = LoadAsync(hour, part);
        try
        {
            var entry = await reading;
            // All who waited come here, and what was read may have been written or forgotten since.
            if (_reading.TryGetValue(key, out var last) && ReferenceEquals(last, reading)) Hold(key, entry);
            return _entries.GetValueOrDefault(key, entry);
        }
        finally
        {
            if (_reading.TryGetValue(key, out var last) && ReferenceEquals(last, reading)) _reading.Remove(key);
        }
    }

    private async Task<Entry> LoadAsync(long hour, int part)
    {
        var record = beside.Beside<SegmentRecord>(string.Create(CultureInfo.InvariantCulture, $"segment-{hour}-{part}"));
        var stored = await record.ReadAsync();
        return new Entry(record, stored is null ? Segment.Empty : Segment.Load(stored.Segment.Span), stored?.Unknown);
    }

    private async ValueTask<SegmentHour> HourAsync(long hour)
    {
        if (_hours.Find(hour) is { } known) return known;
        if (!_readingHours.TryGetValue(hour, out var reading)) _readingHours[hour] = reading = LoadHourAsync(hour);
        try
        {
            var read = await reading;
            if (_readingHours.TryGetValue(hour, out var last) && ReferenceEquals(last, reading)) _hours.Add(hour, read);
            return read;
        }
        finally
        {
            if (_readingHours.TryGetValue(hour, out var last) && ReferenceEquals(last, reading)) _readingHours.Remove(hour);
        }
    }

    private async Task<SegmentHour> LoadHourAsync(long hour)
    {
        var known = new SegmentHour();
        while ((await ReadAsync(hour, known.Open)).Segment is { IsClosed: true } closed) known.Close(closed);
        return known;
    }

    private void Hold((long Hour, int Part) key, Entry entry)
    {
        _entries[key] = entry;
        Use(key);
        if (_recency.Count > Cached) Forget(_recency[0]);
    }

    private void Use((long Hour, int Part) key)
    {
        if (_recency.Count > 0 && _recency[^1] == key) return;
        _recency.Remove(key);
        _recency.Add(key);
    }

    private void ForgetHour(long hour)
    {
        _hours.Remove(hour);
        _readingHours.Remove(hour);
    }

    private void Forget((long Hour, int Part) key)
    {
        _entries.Remove(key);
        _reading.Remove(key);
        _recency.Remove(key);
    }

    private sealed class Entry(StoredRecord<SegmentRecord> record, Segment segment, Dictionary<string, JsonElement>? unknown)
    {
        public Dictionary<string, JsonElement>? Unknown => unknown;

        public StoredRecord<SegmentRecord> Record => record;

        public Segment Segment { get; set; } = segment;
    }
}
