namespace SelfLearning;

/// <summary>What a context knows about one value of one parameter.</summary>
/// <param name="ParameterName">The parameter.</param>
/// <param name="Value">The value.</param>
/// <param name="InUse">Whether it is the value in use.</param>
/// <param name="Share">The share of calls that get it.</param>
/// <param name="Count">Feedbacks about it.</param>
/// <param name="Mean">Their mean quality; <c>null</c> while there are none.</param>
/// <param name="Confidence">The confidence that it is better than the value in use, 0 to 0.99; <c>null</c> for the value in use and for values not on trial.</param>
[GenerateSerializer, Immutable, Alias("selflearning.value-estimate")]
public sealed record ValueEstimate(
    string ParameterName, string Value, bool InUse, double Share, long Count, double? Mean, double? Confidence);
