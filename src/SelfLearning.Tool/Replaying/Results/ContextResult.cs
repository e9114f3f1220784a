namespace SelfLearning.Tool.Replaying.Results;

/// <summary>The outcome in one context. Means are expected feedback per call in this context, over all runs.</summary>
/// <param name="Context">The text in the data.</param>
/// <param name="Traffic">Its share of all calls, 0 to 1.</param>
/// <param name="Calls">Its calls over all runs.</param>
/// <param name="Items">Its items; 0 for logged decisions.</param>
/// <param name="Default">For each parameter the default value.</param>
/// <param name="Learned">The setting most often in use at the end of a run.</param>
/// <param name="LearnedShare">The share of the runs that ended with it.</param>
/// <param name="Best">The best setting in the data; <c>null</c> where unknown.</param>
/// <param name="Never">Mean feedback of the default values.</param>
/// <param name="LearnedMean">Mean feedback of the learner, its trials included.</param>
/// <param name="LearnedSecondHalf">The same over the second half of the calls of the run.</param>
/// <param name="BestFixed">Mean feedback of the one setting that is best over all contexts.</param>
/// <param name="BestPerContext">Mean feedback of <paramref name="Best"/>.</param>
/// <param name="Uniform">Mean feedback of all settings equally often.</param>
/// <param name="Oracle">Mean feedback of the best setting of each item.</param>
/// <param name="StandardError">Of the mean over the runs of learned less never; <c>null</c> with fewer than two runs.</param>
/// <param name="Adaptations">Applied adaptations over all runs.</param>
/// <param name="AdaptedShare">The share of the runs with any adaptation here.</param>
/// <param name="Harmful">Adaptations to a setting that is worse in the data by more than 0.02.</param>
/// <param name="ServedByNeighbour">Calls whose setting the item lacks.</param>
internal sealed record ContextResult(
    string Context,
    double Traffic,
    long Calls,
    int Items,
    IReadOnlyDictionary<string, string> Default,
    IReadOnlyDictionary<string, string> Learned,
    double LearnedShare,
    IReadOnlyDictionary<string, string>? Best,
    double? Never,
    double? LearnedMean,
    double? LearnedSecondHalf,
    double? BestFixed,
    double? BestPerContext,
    double? Uniform,
    double? Oracle,
    double? StandardError,
    int Adaptations,
    double AdaptedShare,
    int? Harmful,
    long ServedByNeighbour);
