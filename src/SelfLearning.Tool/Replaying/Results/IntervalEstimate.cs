namespace SelfLearning.Tool.Replaying.Results;

/// <summary>An estimate with a confidence interval that holds at every time.</summary>
/// <param name="Estimate">Mean feedback per call.</param>
/// <param name="Lower">The lower end, at least 0.</param>
/// <param name="Upper">The upper end, at most 1.</param>
internal sealed record IntervalEstimate(double Estimate, double Lower, double Upper);
