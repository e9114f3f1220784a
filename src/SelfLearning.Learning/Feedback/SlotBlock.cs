using System.Buffers.Binary;

namespace SelfLearning.Learning;

/// <summary>The slots of one decision hour as they lie on storage: 40 bytes each, in ascending order of their keys.</summary>
/// <remarks>Kept in this form all the time, because a record is written far more often than a slot is added.</remarks>
internal sealed class SlotBlock
{
    private byte[] _bytes;

    /// <summary>A block without slots.</summary>
    /// <param name="hour">The hours since 1970 of the time of the decisions.</param>
    public SlotBlock(long hour) => (Hour, _bytes) = (hour, []);

    /// <summary>A block of bytes whose order and content are checked by the caller.</summary>
    public SlotBlock(long hour, ReadOnlySpan<byte> bytes) => (Hour, _bytes, Count) = (hour, bytes.ToArray(), bytes.Length / Slot.Size);

    /// <summary>The hours since 1970 of the time of the decisions.</summary>
    public long Hour { get; }

    /// <summary>The number of slots.</summary>
    public int Count { get; private set; }

    /// <summary>The slots in binary.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Count * Slot.Size);

    /// <summary>The slots in ascending order of their keys; the block must not change meanwhile.</summary>
    public IEnumerable<Slot> Slots => Enumerable.Range(0, Count).Select(At);

    /// <summary>Finds the place of a key in slots in ascending order of their keys; the complement of where it would go when it is not there.</summary>
    public static int Find(ReadOnlySpan<byte> slots, ulong key)
    {
        var (low, high) = (0, (slots.Length / Slot.Size) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = BinaryPrimitives.ReadUInt64LittleEndian(slots[(middle * Slot.Size)..]);
            if (found == key) return middle;
            if (found < key) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    /// <summary>Finds a slot.</summary>
    public bool TryGet(ulong key, out Slot slot)
    {
        var place = Find(Bytes, key);
        slot = place < 0 ? default : At(place);
        return place >= 0;
    }

    /// <summary>Adds a slot or puts it in place of the one with its key.</summary>
    /// <returns>Whether it was added.</returns>
    public bool Set(Slot slot)
    {
        var place = Find(Bytes, slot.Key);
        if (place >= 0)
        {
            Write(place, slot);
            return false;
        }

        place = ~place;
        var end = Count * Slot.Size;
        if (end == _bytes.Length) Array.Resize(ref _bytes, Math.Max(2 * Slot.Size, end + (end / Slot.Size / 2 * Slot.Size)));
        _bytes.AsSpan(place * Slot.Size, end - (place * Slot.Size)).CopyTo(_bytes.AsSpan((place + 1) * Slot.Size));
        Write(place, slot);
        Count++;
        return true;
    }

    /// <summary>Removes the slots that a rule names; returns how many.</summary>
    public int RemoveAll(Predicate<Slot> isGone)
    {
        var kept = 0;
        for (var place = 0; place < Count; place++)
        {
            var slot = At(place);
            if (isGone(slot)) continue;
            if (kept < place) Write(kept, slot);
            kept++;
        }

        var removed = Count - kept;
        Count = kept;
        if (removed > 0) Array.Resize(ref _bytes, kept * Slot.Size);
        return removed;
    }

    private Slot At(int place) => Slot.Read(_bytes.AsSpan(place * Slot.Size));

    private void Write(int place, Slot slot) => slot.Write(_bytes.AsSpan(place * Slot.Size));
}
