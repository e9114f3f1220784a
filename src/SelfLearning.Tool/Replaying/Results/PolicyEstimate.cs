namespace SelfLearning.Tool.Replaying.Results;

/// <summary>What one policy would have earned on logged decisions.</summary>
/// <param name="Policy"><c>learned</c>, <c>default</c>, <c>uniform</c> or <c>fixed</c>.</param>
/// <param name="Values">The setting of <c>default</c> and <c>fixed</c>; else <c>null</c>.</param>
/// <param name="Rejection">Unbiased replay by rejection; <c>null</c> where it was not run.</param>
/// <param name="InversePropensity">Mean of weight times feedback.</param>
/// <param name="SelfNormalised">The same divided by the mean weight.</param>
/// <param name="DoublyRobust">Predictions corrected by weighted residuals.</param>
/// <param name="EffectiveSampleSize">Rows that the weights are worth.</param>
/// <param name="MeanWeight">Near 1 where the propensities are right.</param>
/// <param name="LargestWeight">The largest weight of a row.</param>
/// <param name="ZeroWeightShare">The share of rows the policy would not have produced.</param>
internal sealed record PolicyEstimate(
    string Policy,
    IReadOnlyDictionary<string, string>? Values,
    RejectionEstimate? Rejection,
    IntervalEstimate InversePropensity,
    IntervalEstimate SelfNormalised,
    IntervalEstimate DoublyRobust,
    double EffectiveSampleSize,
    double MeanWeight,
    double LargestWeight,
    double ZeroWeightShare);
