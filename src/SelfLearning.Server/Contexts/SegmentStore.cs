using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace SelfLearning.Server;

/// <summary>The segments of one context on storage, each under its own ETag, with a small cache of those used last.</summary>
internal sealed class SegmentStore(RecordStorage storage, GrainId owner)
{
    /// <summary>At most this many segments of up to 256 KB stay in memory.</summary>
    public const int Cached = 16;

    private readonly Dictionary<(long Hour, int Part), Task<Entry>> _entries = [];
    private readonly List<(long Hour, int Part)> _recency = [];

    /// <summary>All parts of an hour.</summary>
    public async Task<IReadOnlyList<Segment>> ReadHourAsync(long hour, int parts)
    {
        var segments = new List<Segment>(parts);
        for (var part = 0; part < parts; part++) segments.Add((await ReadAsync(hour, part)).Segment);
        return segments;
    }

    /// <summary>
    /// Merges slots and policy versions into an hour; what does not fit into a part goes into the next. A repeated merge changes nothing.
    /// </summary>
    /// <returns>The number of parts the hour has now, and of the slots in them.</returns>
    public async Task<(int Parts, int Slots)> MergeAsync(long hour, ImmutableArray<Slot> slots, ImmutableArray<PolicySnapshot> policies)
    {
        var held = 0;
        for (var part = 0; ; part++)
        {
            var entry = await ReadAsync(hour, part);
            var merge = Segment.Merge(entry.Segment, slots, policies);
            if (merge.Changed) await WriteAsync((hour, part), entry, merge.Segment);
            held += merge.Segment.Count;
            // Only a closed part can have a successor.
            if (!merge.HasOverflow && !merge.Segment.IsClosed) return (part + 1, held);
            (slots, policies) = (merge.OverflowSlots, merge.OverflowPolicies);
        }
    }

    /// <summary>Deletes the slots of an hour and keeps its policy versions.</summary>
    /// <returns>The number of parts the hour has now, 0 when there is nothing to keep, and the policy versions.</returns>
    public async Task<(int Parts, ImmutableArray<PolicySnapshot> Policies)> KeepPoliciesAsync(long hour, int parts)
    {
        ImmutableArray<PolicySnapshot> policies = [.. (await ReadHourAsync(hour, parts)).SelectMany(segment => segment.Policies)];
        var (kept, rest) = (0, policies);
        // Every version is in a part that stays before the part it was in is changed or deleted: they only move to the front.
        for (; !rest.IsEmpty; kept++)
        {
            var merge = Segment.Merge(Segment.Empty, [], rest);
            await WriteAsync((hour, kept), await ReadAsync(hour, kept), merge.Segment);
            rest = merge.OverflowPolicies;
        }

        for (var part = parts - 1; part >= kept; part--) await ClearAsync(hour, part);
        return (kept, policies);
    }

    /// <summary>Deletes an hour.</summary>
    public async Task ClearHourAsync(long hour, int parts)
    {
        for (var part = parts - 1; part >= 0; part--) await ClearAsync(hour, part);
    }

    /// <summary>Empties the cache: storage may hold something else.</summary>
    public void Forget()
    {
        _entries.Clear();
        _recency.Clear();
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
            await entry.Record.WriteAsync(new SegmentRecord { Segment = segment.Save(), Unknown = entry.Unknown });
        }
        catch
        {
            // What storage holds is not known now; the next use reads it.
            Forget(key);
            throw;
        }

        entry.Segment = segment;
        // The entry may have left the cache during the write, and what was read in its place is out of date.
        _entries[key] = Task.FromResult(entry);
        _recency.Remove(key);
        _recency.Add(key);
    }

    private async Task<Entry> ReadAsync(long hour, int part)
    {
        var key = (hour, part);
        _recency.Remove(key);
        _recency.Add(key);
        if (!_entries.TryGetValue(key, out var reading))
        {
            _entries[key] = reading = LoadAsync(hour, part);
            if (_recency.Count > Cached) Forget(_recency[0]);
        }

        try
        {
            return await reading;
        }
        catch
        {
            Forget(key);
            throw;
        }
    }

    private async Task<Entry> LoadAsync(long hour, int part)
    {
        var record = storage.Record<SegmentRecord>(string.Create(CultureInfo.InvariantCulture, $"segment-{hour}-{part}"), owner);
        var stored = await record.ReadAsync();
        return new Entry(record, stored is null ? Segment.Empty : Segment.Load(stored.Segment), stored?.Unknown);
    }

    private void Forget((long Hour, int Part) key)
    {
        _entries.Remove(key);
        _recency.Remove(key);
    }

    private sealed class Entry(StoredRecord<SegmentRecord> record, Segment segment, Dictionary<string, JsonElement>? unknown)
    {
        public Dictionary<string, JsonElement>? Unknown => unknown;

        public StoredRecord<SegmentRecord> Record => record;

        public Segment Segment { get; set; } = segment;
    }
}
