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
    public static Segment Empty { get; } = Create();

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
        var (taken, added) = (new List<Slot>(incoming.Count), 0);
        var overflow = ImmutableArray.CreateBuilder<Slot>();
        foreach (var slot in incoming)
        {
            if (existing.TryGetSlot(slot.Key, out var held))
            {
                if (Supersedes(slot, held)) taken.Add(slot);
                continue;
            }

            isClosed |= room < Slot.Size;
            if (isClosed)
            {
                overflow.Add(slot);
                continue;
            }

            room -= Slot.Size;
            taken.Add(slot);
            added++;
        }

        var segment = existing.With(isClosed, taken, existing.Count + added, merged);
        var isChanged = !segment._bytes.AsSpan().SequenceEqual(existing._bytes);
        return new SegmentMerge(segment, isChanged, overflow.ToImmutable(), policyOverflow);
    }

    /// <summary>Finds a slot by binary search.</summary>
    public bool TryGetSlot(ulong key, out Slot slot)
    {
        var place = SlotBlock.Find(SlotBytes(0, Count), key);
        slot = place < 0 ? default : At(place);
        return place >= 0;
    }

    /// <summary>Finds a policy version.</summary>
    public bool TryGetPolicy(long version, [NotNullWhen(true)] out PolicySnapshot? policy) => _policies.TryGetValue(version, out policy);

    /// <summary>The keys of the slots in ascending order.</summary>
    public IEnumerable<ulong> Keys
    {
        get
        {
            for (var place = 0; place < Count; place++) yield return KeyAt(place);
        }
    }

    /// <summary>The same as <see cref="Save"/>, without a copy.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The segment in binary, at most <see cref="MaximumBytes"/>; equal content gives equal bytes.</summary>
    public byte[] Save() => [.. _bytes];

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="AdaptationException">The bytes are damaged, or written by a newer version.</exception>
    public static Segment Load(ReadOnlySpan<byte> bytes)
    {
        var record = new RecordReader(bytes, Version, "slots of a segment");
        var isClosed = record.ReadByte();
        record.Require(isClosed <= 1, "it is neither open nor closed");
        var count = record.ReadSlots().Length / Slot.Size;
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

    // One slot of each key, in ascending order of the keys.
    private static List<Slot> Newest(IEnumerable<Slot> slots)
    {
        var newest = new List<Slot>();
        // A stable order: of equal ones the last holds.
        foreach (var slot in slots.OrderBy(slot => slot.Key))
        {
            if (!slot.IsValid) throw new ArgumentException($"{slot} is not valid: {Slot.Rule}.");
            if (newest.Count == 0 || newest[^1].Key != slot.Key) newest.Add(slot);
            else if (Supersedes(slot, newest[^1])) newest[^1] = slot;
        }

        return newest;
    }

    private static bool Supersedes(Slot slot, Slot other) =>
        slot.Revision != other.Revision ? slot.Revision > other.Revision : slot.IsLearned || !other.IsLearned;

    private static Segment Create()
    {
        var record = new RecordWriter(Version);
        record.WriteByte(0);
        record.WriteInt32(0);
        SegmentPolicies.Write(record, []);
        return new Segment(record.Finish(), false, 0, ImmutableSortedDictionary<long, PolicySnapshot>.Empty);
    }

    // Written in one go into one array of the right size: a segment is large, and is made anew with every merge.
    private Segment With(bool isClosed, List<Slot> slots, int count, ImmutableSortedDictionary<long, PolicySnapshot> policies)
    {
        var policyBytes = _bytes.AsSpan(SlotsAt + (Count * Slot.Size))[..^RecordWriter.ChecksumLength];
        var hasNewPolicies = policies.Count != _policies.Count;
        var record = new RecordWriter(Version, SlotsAt - 1 + (count * Slot.Size) + policyBytes.Length + (hasNewPolicies ? 1_024 : 0));
        record.WriteByte(isClosed ? (byte)1 : (byte)0);
        record.WriteInt32(count);
        var place = 0;
        foreach (var slot in slots)
        {
            var first = place;
            while (place < Count && KeyAt(place) < slot.Key) place++;
            record.WriteBytes(SlotBytes(first, place));
            record.WriteSlot(slot);
            if (place < Count && KeyAt(place) == slot.Key) place++;
        }

        record.WriteBytes(SlotBytes(place, Count));
        if (hasNewPolicies) SegmentPolicies.Write(record, [.. policies.Values]);
        else record.WriteBytes(policyBytes);
        return new Segment(record.Finish(), isClosed, count, policies);
    }

    private ReadOnlySpan<byte> SlotBytes(int first, int end) => _bytes.AsSpan(SlotsAt + (first * Slot.Size), (end - first) * Slot.Size);

    private ulong KeyAt(int place) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(SlotsAt + (place * Slot.Size)));

    private Slot At(int place) => Slot.Read(_bytes.AsSpan(SlotsAt + (place * Slot.Size)));
}
