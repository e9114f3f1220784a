using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace SelfLearning.Learning;

/// <summary>
/// One part of one hour: the slots of the decisions made in that hour and the policy versions published in it. Immutable.
/// </summary>
/// <remarks>
/// The parts of an hour are merged in order: what does not fit into one goes to the next. A part that ever had an overflow is closed: it
/// goes on updating what it holds, but takes nothing new, so that no slot is in two parts.
/// </remarks>
public sealed class Segment
{
    /// <summary>The largest size of a segment in bytes.</summary>
    public const int MaximumBytes = 256 * 1024;

    private const byte Version = 1;
    private const int SlotsAt = 1 + 1 + 4;
    private const int EmptySize = SlotsAt + SegmentPolicies.EmptySize + RecordWriter.ChecksumLength;

    private readonly byte[] _bytes;
    private readonly ImmutableSortedDictionary<long, PolicySnapshot> _policies;

    private Segment(byte[] bytes, bool isClosed, int count, ImmutableSortedDictionary<long, PolicySnapshot> policies)
    {
        _bytes = bytes;
        IsClosed = isClosed;
        Count = count;
        _policies = policies;
    }

    /// <summary>The segment with nothing in it.</summary>
    public static Segment Empty { get; } = Create(false, [], ImmutableSortedDictionary<long, PolicySnapshot>.Empty);

    /// <summary>The number of slots.</summary>
    public int Count { get; }

    /// <summary>Whether the part takes nothing new because something has overflowed.</summary>
    public bool IsClosed { get; }

    /// <summary>The slots in ascending order of their keys.</summary>
    public IEnumerable<Slot> Slots => Enumerable.Range(0, Count).Select(At);

    /// <summary>The policy versions in ascending order.</summary>
    public IEnumerable<PolicySnapshot> Policies => _policies.Values;

    /// <summary>
    /// Unites a segment with slots and policies. Of two slots with one key the higher revision holds; at equal revisions a learned one
    /// before one that is not, else the one that is merged in, which is the learning record's. A policy version that is already there
    /// stays. Merging the same again changes nothing.
    /// </summary>
    /// <exception cref="AdaptationException">A policy is larger than a whole segment.</exception>
    /// <exception cref="ArgumentException">A slot has key 0 or a number that is not finite.</exception>
    public static SegmentMerge Merge(Segment existing, IEnumerable<Slot> slots, IEnumerable<PolicySnapshot> policies)
    {
        ArgumentNullException.ThrowIfNull(existing);
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentNullException.ThrowIfNull(policies);
        var room = (long)MaximumBytes - existing._bytes.Length;
        var isClosed = existing.IsClosed;
        var (merged, policyOverflow) = MergePolicies(existing._policies, policies, ref isClosed, ref room);

        var incoming = Newest(slots);
        var held = new List<Slot>(existing.Count + incoming.Count);
        foreach (var slot in existing.Slots)
            held.Add(incoming.Remove(slot.Key, out var other) && Supersedes(other, slot) ? other : slot);
        var overflow = ImmutableArray.CreateBuilder<Slot>();
        foreach (var slot in incoming.Values.OrderBy(s => s.Key))
        {
            isClosed |= room < Slot.Size;
            if (isClosed)
            {
                overflow.Add(slot);
                continue;
            }

            room -= Slot.Size;
            held.Add(slot);
        }

        held.Sort((a, b) => a.Key.CompareTo(b.Key));
        var segment = Create(isClosed, held, merged);
        var isChanged = !segment._bytes.AsSpan().SequenceEqual(existing._bytes);
        return new SegmentMerge(segment, isChanged, overflow.ToImmutable(), policyOverflow);
    }

    /// <summary>Finds a slot by binary search.</summary>
    public bool TryGetSlot(ulong key, out Slot slot)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(SlotsAt + (middle * Slot.Size)));
            if (found == key)
            {
                slot = At(middle);
                return true;
            }

            if (found < key) low = middle + 1;
            else high = middle - 1;
        }

        slot = default;
        return false;
    }

    /// <summary>Finds a policy version.</summary>
    public bool TryGetPolicy(long version, [NotNullWhen(true)] out PolicySnapshot? policy) => _policies.TryGetValue(version, out policy);

    /// <summary>The segment in binary, at most <see cref="MaximumBytes"/>; equal content gives equal bytes.</summary>
    public byte[] Save() => [.. _bytes];

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="AdaptationException">The bytes are damaged, or written by a newer version.</exception>
    public static Segment Load(ReadOnlySpan<byte> bytes)
    {
        var record = new RecordReader(bytes, Version, "slots of a segment");
        var isClosed = record.ReadByte();
        record.Require(isClosed <= 1, "it is neither open nor closed");
        var count = record.ReadCount(Slot.Size);
        var before = 0UL;
        for (var i = 0; i < count; i++)
        {
            var slot = record.ReadSlot();
            record.Require(slot.IsValid && slot.Key > before, $"slot {slot.Key:x16} is not valid or not in order");
            before = slot.Key;
        }

        var policies = SegmentPolicies.Read(ref record);
        record.RequireEnd();
        return new Segment(bytes.ToArray(), isClosed == 1, count, policies);
    }

    private static (ImmutableSortedDictionary<long, PolicySnapshot> Merged, ImmutableArray<PolicySnapshot> Overflow) MergePolicies(
        ImmutableSortedDictionary<long, PolicySnapshot> held, IEnumerable<PolicySnapshot> policies, ref bool isClosed, ref long room)
    {
        var texts = held.Values.SelectMany(SegmentPolicies.TextsOf).ToHashSet(StringComparer.Ordinal);
        var merged = held.ToBuilder();
        var overflow = ImmutableArray.CreateBuilder<PolicySnapshot>();
        foreach (var policy in policies.Where(p => !held.ContainsKey(p.Version)).DistinctBy(p => p.Version).OrderBy(p => p.Version))
        {
            // Without this a policy that fits nowhere would be handed on from part to part for ever.
            if (SegmentPolicies.SizeOf(policy) > MaximumBytes - EmptySize)
                throw new AdaptationException(
                    $"Policy version {policy.Version} has {SegmentPolicies.SizeOf(policy)} bytes, more than a segment of {MaximumBytes} bytes holds: "
                    + "give the module fewer or shorter values.");
            isClosed = isClosed || !SegmentPolicies.TryAdd(policy, texts, ref room);
            if (isClosed) overflow.Add(policy);
            else merged.Add(policy.Version, policy);
        }

        return (merged.ToImmutable(), overflow.ToImmutable());
    }

    private static Dictionary<ulong, Slot> Newest(IEnumerable<Slot> slots)
    {
        var newest = new Dictionary<ulong, Slot>();
        foreach (var slot in slots)
        {
            if (!slot.IsValid) throw new ArgumentException($"{slot} is not valid: {Slot.Rule}.");
            if (!newest.TryGetValue(slot.Key, out var other) || Supersedes(slot, other)) newest[slot.Key] = slot;
        }

        return newest;
    }

    private static bool Supersedes(Slot slot, Slot other) =>
        slot.Revision != other.Revision ? slot.Revision > other.Revision : slot.IsLearned || !other.IsLearned;

    private static Segment Create(bool isClosed, List<Slot> slots, ImmutableSortedDictionary<long, PolicySnapshot> policies)
    {
        var record = new RecordWriter(Version);
        record.WriteByte(isClosed ? (byte)1 : (byte)0);
        record.WriteInt32(slots.Count);
        foreach (var slot in slots) record.WriteSlot(slot);
        SegmentPolicies.Write(record, [.. policies.Values]);
        return new Segment(record.Finish(), isClosed, slots.Count, policies);
    }

    private Slot At(int place) => Slot.Read(_bytes.AsSpan(SlotsAt + (place * Slot.Size)));
}
