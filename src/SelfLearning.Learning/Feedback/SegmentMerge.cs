using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>What came of merging slots and policies into a segment.</summary>
/// <param name="Segment">The segment with all that fitted.</param>
/// <param name="Changed">Whether the segment differs from the one before; when not, it need not be written.</param>
/// <param name="OverflowSlots">The slots for the next part, in ascending order of their keys; none of them is in this part.</param>
/// <param name="OverflowPolicies">The policy versions for the next part, in ascending order; none of them is in this part.</param>
public sealed record SegmentMerge(
    Segment Segment, bool Changed, ImmutableArray<Slot> OverflowSlots, ImmutableArray<PolicySnapshot> OverflowPolicies)
{
    /// <summary>Whether something is left for the next part.</summary>
    public bool HasOverflow => !OverflowSlots.IsEmpty || !OverflowPolicies.IsEmpty;
}
