namespace SelfLearning.Demo.Reporting;

/// <summary>A content type in the JSON result.</summary>
/// <param name="Context">The context key.</param>
/// <param name="Operations">Operations of the run.</param>
/// <param name="DefaultQuality">The mean quality of calls with the default values; <c>null</c> when there were none.</param>
/// <param name="LearnedQuality">The mean quality of calls with learned values; <c>null</c> when there were none.</param>
/// <param name="Adaptations">Adaptations of the run that were in force at some time.</param>
internal sealed record JsonContext(string Context, long Operations, double? DefaultQuality, double? LearnedQuality, int Adaptations)
{
    public static JsonContext Of(ContextScore score) => new(
        ContextKey.Encode(score.ContentType).Text,
        score.Operations,
        score.Default.Count == 0 ? null : score.Default.Mean,
        score.Learned.Count == 0 ? null : score.Learned.Mean,
        score.Adaptations.Length);
}
