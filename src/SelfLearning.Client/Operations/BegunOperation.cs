using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>An operation that has begun and that is held by nobody: its id carries all that its outcome needs.</summary>
/// <param name="ResultId">Where feedback and the outcome go.</param>
/// <param name="Context">The context key.</param>
/// <param name="StartedAt">When its values were decided, by the clock of the silos.</param>
/// <param name="ExpiresAt">Until when its outcome is taken.</param>
/// <param name="Parameters">Every parameter with the value to use, as invariant text.</param>
/// <param name="AdaptationApplied">Whether a value that was learned or is on trial is among them: it differs from its default and is not the caller's own.</param>
public sealed record BegunOperation(
    string ResultId, string Context, DateTimeOffset StartedAt, DateTimeOffset ExpiresAt, ImmutableArray<ParameterValue> Parameters, bool AdaptationApplied);
