namespace SelfLearning.Learning;

/// <summary>How an observation was weighed when it was learned; kept so that it can be corrected later.</summary>
/// <param name="Baseline">The mean quality expected before it, 0 to 1.</param>
/// <param name="Scale">The unit of surprise, above 0.</param>
public readonly record struct Fold(double Baseline, double Scale);
