using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>
/// What is to move out of the learning record once a write that still holds all of it has succeeded, and which hours are to go.
/// </summary>
/// <param name="Hours">What each hour's segments take over.</param>
/// <param name="Expired">Hours that no feedback can need any more: their segments are deleted.</param>
/// <param name="GivenUp">Hours beyond the context's capacity: their slots are deleted, and the feedback window begins after them.</param>
public sealed record SpillBatch(ImmutableArray<HourSpill> Hours, ImmutableArray<long> Expired, ImmutableArray<long> GivenUp);
