using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>
/// The slots that the learning record holds: those not learned yet, and the learned ones of the latest decisions. Hours are hours since
/// 1970 of the time of the decision, not of the feedback, so a key is of one hour only. Not safe for use by several threads.
/// </summary>
public sealed class RecentSlots
{
    private const byte Version = 1;
    private const string Name = "recent slots";

    // Shared by all that hold nothing, as most contexts do; never changed.
    private static readonly List<SlotBlock> None = [];
    private static readonly Comparer<Slot> ByKey = Comparer<Slot>.Create((a, b) => a.Key.CompareTo(b.Key));

    // In ascending order of their hours, none empty.
    private List<SlotBlock> _blocks = None;

    /// <summary>The number of slots.</summary>
    public int Count { get; private set; }

    /// <summary>The oldest decision hour of a slot; <c>null</c> when there is none.</summary>
    public long? OldestHour => _blocks.Count == 0 ? null : _blocks[0].Hour;

    /// <summary>Finds a slot. Looks at every hour.</summary>
    public bool TryGet(ulong key, out Slot slot)
    {
        foreach (var block in _blocks)
            if (block.TryGet(key, out slot)) return true;
        slot = default;
        return false;
    }

    /// <summary>Finds a slot of a decision of an hour.</summary>
    /// <param name="key">The slot's key.</param>
    /// <param name="hour">The hours since 1970 of the time of the decision.</param>
    /// <param name="slot">The slot.</param>
    public bool TryGet(ulong key, long hour, out Slot slot)
    {
        slot = default;
        return PlaceOf(hour) is var place && place >= 0 && _blocks[place].TryGet(key, out slot);
    }

    /// <summary>Adds a slot or puts it in place of the one with its key.</summary>
    /// <param name="slot">The slot; quality and baseline are finite, the scale is finite and at least 0, the key is not 0.</param>
    /// <param name="hour">The hours since 1970 of the time of the decision; always the same for a key.</param>
    /// <exception cref="ArgumentOutOfRangeException">A member is outside its range.</exception>
    public void Set(Slot slot, long hour)
    {
        if (!slot.IsValid) throw new ArgumentOutOfRangeException(nameof(slot), slot, $"The slot is not valid: {Slot.Rule}.");
        if (_blocks == None) _blocks = new(1);
        var place = PlaceOf(hour);
        if (place < 0)
        {
            place = ~place;
            _blocks.Insert(place, new SlotBlock(hour));
        }

        if (_blocks[place].Set(slot)) Count++;
    }

    /// <summary>Removes a slot; <c>false</c> when there is none with that key.</summary>
    public bool Remove(ulong key) =>
        _blocks.FindIndex(block => block.TryGet(key, out _)) is var place && place >= 0 && RemoveAll(place, slot => slot.Key == key) == 1;

    /// <summary>The slots of one decision hour in ascending order of their keys.</summary>
    public IEnumerable<Slot> OfHour(long hour) => PlaceOf(hour) is var place && place >= 0 ? _blocks[place].Slots : [];

    /// <summary>
    /// Removes the learned slots of decisions before an hour; returns how many. Those decisions must be late from then on: raise
    /// <see cref="HourIndex.OldestKept"/> to the same hour in the same write, or a longer feedback window would count them twice.
    /// </summary>
    /// <param name="oldestHour">The first hour that is kept.</param>
    public int Expire(long oldestHour)
    {
        var expired = 0;
        for (var place = _blocks.Count - 1; place >= 0; place--)
            if (_blocks[place].Hour < oldestHour) expired += RemoveAll(place, slot => slot.IsLearned);
        return expired;
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
        var plan = ImmutableSortedDictionary.CreateBuilder<long, ImmutableArray<Slot>>();
        foreach (var block in _blocks)
        {
            if (excess <= 0) break;
            var learned = block.Slots.Where(slot => slot.IsLearned);
            ImmutableArray<Slot> slots = block == _blocks[^1]
                ? [.. learned.OrderBy(slot => slot.Revision).ThenBy(slot => slot.Key).Take(excess).OrderBy(slot => slot.Key)]
                : [.. learned];
            if (slots.IsEmpty) continue;
            plan[block.Hour] = slots;
            excess -= slots.Length;
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
        foreach (var (hour, slots) in plan.Hours)
            if (PlaceOf(hour) is var place && place >= 0) RemoveAll(place, slot => slots.BinarySearch(slot, ByKey) is var found && found >= 0 && slots[found] == slot);
    }

    /// <summary>The slots in binary: 40 bytes each, 12 for each hour, 13 beside; equal content gives equal bytes.</summary>
    public byte[] Save()
    {
        var record = new RecordWriter(Version, 4 + (12 * _blocks.Count) + (Slot.Size * Count));
        record.WriteInt32(_blocks.Count);
        foreach (var block in _blocks)
        {
            record.WriteInt64(block.Hour);
            record.WriteInt32(block.Count);
            record.WriteBytes(block.Bytes);
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
        var hours = record.ReadCount(12);
        if (hours > 0) result._blocks = new(hours);
        while (hours-- > 0)
        {
            var hour = record.ReadInt64();
            record.Require(result._blocks.Count == 0 || result._blocks[^1].Hour < hour, $"hour {hour} is not in order");
            var slots = record.ReadSlots();
            record.Require(!slots.IsEmpty, $"hour {hour} has no slots");
            result._blocks.Add(new SlotBlock(hour, slots));
            result.Count += slots.Length / Slot.Size;
        }

        record.RequireEnd();
        return result;
    }

    private int RemoveAll(int place, Predicate<Slot> isGone)
    {
        var removed = _blocks[place].RemoveAll(isGone);
        if (_blocks[place].Count == 0) _blocks.RemoveAt(place);
        Count -= removed;
        return removed;
    }

    // The place of an hour; the complement of where it would go when it has no slots. Most feedback is of the newest.
    private int PlaceOf(long hour)
    {
        var (low, high) = (0, _blocks.Count - 1);
        if (high >= 0 && _blocks[high].Hour == hour) return high;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_blocks[middle].Hour == hour) return middle;
            if (_blocks[middle].Hour < hour) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}
