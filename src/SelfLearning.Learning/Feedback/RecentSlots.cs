using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>
/// The slots that the learning record holds: those not learned yet, and the learned ones of the latest decisions. Hours are hours since
/// 1970 of the time of the decision, not of the feedback. Not safe for use by several threads.
/// </summary>
public sealed class RecentSlots
{
    private const byte Version = 1;
    private const string Name = "recent slots";

    private readonly Dictionary<ulong, (Slot Slot, long Hour)> _slots = [];

    /// <summary>The number of slots.</summary>
    public int Count => _slots.Count;

    /// <summary>The oldest decision hour of a slot; <c>null</c> when there is none. Looks at every slot.</summary>
    public long? OldestHour => _slots.Count == 0 ? null : _slots.Values.Min(s => s.Hour);

    /// <summary>Finds a slot.</summary>
    public bool TryGet(ulong key, out Slot slot)
    {
        var found = _slots.TryGetValue(key, out var entry);
        slot = entry.Slot;
        return found;
    }

    /// <summary>Adds a slot or puts it in place of the one with its key.</summary>
    /// <param name="slot">The slot; quality and baseline are finite, the scale is finite and at least 0, the key is not 0.</param>
    /// <param name="hour">The hours since 1970 of the time of the decision.</param>
    /// <exception cref="ArgumentOutOfRangeException">A member is outside its range.</exception>
    public void Set(Slot slot, long hour)
    {
        if (!slot.IsValid) throw new ArgumentOutOfRangeException(nameof(slot), slot, $"The slot is not valid: {Slot.Rule}.");
        _slots[slot.Key] = (slot, hour);
    }

    /// <summary>Removes a slot; <c>false</c> when there is none with that key.</summary>
    public bool Remove(ulong key) => _slots.Remove(key);

    /// <summary>The slots of one decision hour in ascending order of their keys.</summary>
    public IEnumerable<Slot> OfHour(long hour) => _slots.Values.Where(s => s.Hour == hour).Select(s => s.Slot).OrderBy(s => s.Key);

    /// <summary>Removes the learned slots of decisions before an hour, which can no longer be judged; returns how many.</summary>
    /// <param name="oldestHour">The first hour that is kept.</param>
    public int Expire(long oldestHour)
    {
        var expired = _slots.Values.Where(s => s.Hour < oldestHour && s.Slot.IsLearned).Select(s => s.Slot.Key).ToArray();
        foreach (var key in expired) _slots.Remove(key);
        return expired.Length;
    }

    /// <summary>
    /// Chooses learned slots to move into segments until at most <paramref name="keep"/> slots remain, oldest decision hours first. An
    /// hour is taken whole, so that its segment is written once; of the newest hour only as many as needed are taken, lowest revisions
    /// first. Slots not learned yet stay, even when they are more than <paramref name="keep"/>.
    /// </summary>
    /// <returns>The plan; <c>null</c> when nothing has to move or nothing can.</returns>
    public SpillPlan? PlanSpill(int keep)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keep);
        if (Count <= keep) return null;
        var excess = Count - keep;
        var newest = _slots.Values.Max(s => s.Hour);
        var plan = ImmutableSortedDictionary.CreateBuilder<long, ImmutableArray<Slot>>();
        foreach (var hour in _slots.Values.Where(s => s.Slot.IsLearned).GroupBy(s => s.Hour, s => s.Slot).OrderBy(g => g.Key))
        {
            if (excess <= 0) break;
            var slots = hour.Key < newest ? hour : hour.OrderBy(s => s.Revision).ThenBy(s => s.Key).Take(excess);
            plan[hour.Key] = [.. slots.OrderBy(s => s.Key)];
            excess -= plan[hour.Key].Length;
        }

        return plan.Count == 0 ? null : new SpillPlan(plan.ToImmutable());
    }

    /// <summary>
    /// Removes the slots of a plan, after their segments are written. A slot that has changed since the plan was made stays: its change
    /// is in no segment.
    /// </summary>
    public void Drop(SpillPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var slot in plan.Hours.Values.SelectMany(slots => slots))
            if (TryGet(slot.Key, out var now) && now == slot) _slots.Remove(slot.Key);
    }

    /// <summary>The slots in binary: 40 bytes each, 12 for each hour, 13 beside; equal content gives equal bytes.</summary>
    public byte[] Save()
    {
        var record = new RecordWriter(Version);
        var hours = _slots.Values.GroupBy(s => s.Hour, s => s.Slot).OrderBy(g => g.Key).ToArray();
        record.WriteInt32(hours.Length);
        foreach (var hour in hours)
        {
            record.WriteInt64(hour.Key);
            record.WriteInt32(hour.Count());
            foreach (var slot in hour.OrderBy(s => s.Key)) record.WriteSlot(slot);
        }

        return record.Finish();
    }

    /// <summary>Reads what <see cref="Save"/> wrote; no bytes at all mean no slots.</summary>
    /// <exception cref="AdaptationException">The bytes are damaged, or written by a newer version.</exception>
    public static RecentSlots Load(ReadOnlySpan<byte> bytes)
    {
        var result = new RecentSlots();
        if (bytes.IsEmpty) return result;
        var record = new RecordReader(bytes, Version, Name);
        for (var hours = record.ReadCount(12); hours > 0; hours--)
        {
            var hour = record.ReadInt64();
            for (var slots = record.ReadCount(Slot.Size); slots > 0; slots--)
            {
                var slot = record.ReadSlot();
                record.Require(
                    slot.IsValid && result._slots.TryAdd(slot.Key, (slot, hour)),
                    $"slot {slot.Key:x16} is not valid or there twice");
            }
        }

        record.RequireEnd();
        return result;
    }
}
