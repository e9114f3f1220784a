namespace SelfLearning;

/// <summary>A parameter of a context that the learner may not change.</summary>
/// <param name="ParameterName">The parameter.</param>
/// <param name="Value">The value in use.</param>
/// <param name="PinnedBy">Who pinned it.</param>
/// <param name="PinnedAt">Since when.</param>
/// <param name="Note">Why, if that was said.</param>
[GenerateSerializer, Immutable, Alias("selflearning.pin")]
public sealed record Pin(string ParameterName, string Value, string PinnedBy, DateTimeOffset PinnedAt, string? Note);
