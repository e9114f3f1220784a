namespace SelfLearning.Tool.Evaluation.Results;

/// <summary>What the learner promises where nothing matters.</summary>
internal static class FalseAdaptation
{
    /// <summary>
    /// The bound on the chance that one context in which nothing matters ever adapts: Ville's inequality under a prior that gives half its weight to
    /// "no difference".
    /// </summary>
    public static double Bound(double threshold) => (1 - threshold) / (2 * threshold);
}
