using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>Learned slots that are to move from the learning record into segments.</summary>
/// <param name="Hours">The slots by decision hour (hours since 1970), in ascending order; those of an hour by key.</param>
public sealed record SpillPlan(ImmutableSortedDictionary<long, ImmutableArray<Slot>> Hours)
{
    /// <summary>The number of slots in the plan.</summary>
    public int Count => Hours.Values.Sum(slots => slots.Length);
}
