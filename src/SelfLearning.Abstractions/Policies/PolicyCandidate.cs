namespace SelfLearning;

/// <summary>A value on trial.</summary>
/// <param name="ParameterName">The parameter.</param>
/// <param name="Value">The value as invariant text.</param>
/// <param name="Share">The share of all calls that get it, 0 to 0.95.</param>
[GenerateSerializer, Immutable, Alias("selflearning.policy-candidate")]
public sealed record PolicyCandidate(string ParameterName, string Value, double Share);
