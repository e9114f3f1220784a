namespace SelfLearning.Tool.Replaying.Results;

/// <summary>What one policy would have earned on logged decisions.</summary>
/// <param name="Policy"><c>learned</c>, <c>default</c>, <c>uniform</c> or <c>fixed</c>.</param>
/// <param name="Values">The setting of <c>default</c> and <c>fixed</c>; else <c>null</c>.</param>
/// <param name="Rejection">Unbiased replay by rejection; <c>null</c> where it was not run.</param>
/// <param name="Confidence">The probability with which an interval holds: 0.95, more for fixed settings, so that all of them hold with 0.95.</param>
/// <param name="InversePropensity">Mean of weight times feedback; its interval holds at every moment.</param>
/// <param name="SelfNormalised">The same divided by the mean weight; its interval is asymptotic. <c>null</c> where every weight is 0.</param>
/// <param name="DoublyRobust">Predictions corrected by weighted residuals; its interval holds at every moment.</param>
/// <param name="EffectiveSampleSize">Rows that the weights are worth.</param>
/// <param name="MeanWeight">Near 1 less <paramref name="UnsupportedShare"/> where the propensities are right.</param>
/// <param name="LargestWeight">The largest weight of a row.</param>
/// <param name="ZeroWeightShare">The share of rows the policy would not have produced.</param>
/// <param name="UnsupportedShare">The share of the policy's choices that the log does not have in their context.</param>
internal sealed record PolicyEstimate(
    string Policy,
    IReadOnlyDictionary<string, string>? Values,
    RejectionEstimate? Rejection,
    double Confidence,
    IntervalEstimate InversePropensity,
    IntervalEstimate? SelfNormalised,
    IntervalEstimate DoublyRobust,
    double EffectiveSampleSize,
    double MeanWeight,
    double LargestWeight,
    double ZeroWeightShare,
    double UnsupportedShare);
