using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>What one hour's segments shall take over from the learning record.</summary>
/// <param name="Hour">The hour, counted from 1970 (UTC).</param>
/// <param name="Slots">Slots of decisions made in the hour.</param>
/// <param name="Policies">Policy versions published in the hour.</param>
public sealed record HourSpill(long Hour, ImmutableArray<Slot> Slots, ImmutableArray<PolicySnapshot> Policies);
