namespace SelfLearning.Tool.Replaying.Results;

/// <summary>
/// The outcome over all contexts. Means are expected feedback per call, averaged over the runs; all alternatives are scored on the very calls
/// the learner got, so that differences carry no noise of the draw.
/// </summary>
/// <param name="Runs">Runs (seeds) that count here.</param>
/// <param name="Calls">Calls over all these runs.</param>
/// <param name="Never">The default values, never adapting.</param>
/// <param name="Learned">The learner, its trials included.</param>
/// <param name="LearnedSecondHalf">The same over the second half of the calls.</param>
/// <param name="BestFixed">The one setting that is best over all contexts in the data.</param>
/// <param name="BestPerContext">For each context the setting that is best for it in the data.</param>
/// <param name="Uniform">All settings of the data equally often.</param>
/// <param name="Oracle">For each item its best setting: above what any policy that sees only the context can reach.</param>
/// <param name="Gain">Learned less never.</param>
/// <param name="Adaptations">Applied adaptations over all runs.</param>
/// <param name="Harmful">Of these, changes to a setting that is worse in the data by more than 0.02.</param>
/// <param name="RolledBack">Of these, those that were rolled back later.</param>
/// <param name="AdaptationsPerRun">Their mean number in a run.</param>
/// <param name="StandardErrors">Of the means, over the runs; <c>null</c> with one run.</param>
internal sealed record ReplayTotals(
    int Runs,
    long Calls,
    double? Never,
    double? Learned,
    double? LearnedSecondHalf,
    double? BestFixed,
    double? BestPerContext,
    double? Uniform,
    double? Oracle,
    double? Gain,
    int Adaptations,
    int? Harmful,
    int RolledBack,
    double AdaptationsPerRun,
    StandardErrors? StandardErrors);
