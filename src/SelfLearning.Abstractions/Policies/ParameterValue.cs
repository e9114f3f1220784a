namespace SelfLearning;

/// <summary>A parameter and one of its values.</summary>
/// <param name="ParameterName">The parameter.</param>
/// <param name="Value">The value as invariant text.</param>
[GenerateSerializer, Immutable, Alias("selflearning.parameter-value")]
public sealed record ParameterValue(string ParameterName, string Value);
