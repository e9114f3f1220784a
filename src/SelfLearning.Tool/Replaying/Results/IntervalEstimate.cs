namespace SelfLearning.Tool.Replaying.Results;

/// <summary>A mean feedback estimated from logged decisions.</summary>
/// <param name="Estimate">The estimate; one that weights rows may lie outside of 0 to 1.</param>
/// <param name="Lower">The lower end of its confidence interval, 0 to 1.</param>
/// <param name="Upper">The upper end of its confidence interval, 0 to 1.</param>
internal sealed record IntervalEstimate(double Estimate, double Lower, double Upper);
