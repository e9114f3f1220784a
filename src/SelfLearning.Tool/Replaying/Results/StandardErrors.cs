namespace SelfLearning.Tool.Replaying.Results;

/// <summary>Standard errors over the runs of the means with the same names in <see cref="ReplayTotals"/>.</summary>
internal sealed record StandardErrors(
    double? Never,
    double? Learned,
    double? LearnedSecondHalf,
    double? BestFixed,
    double? BestPerContext,
    double? Uniform,
    double? Oracle,
    double? Gain,
    double AdaptationsPerRun);
