namespace SelfLearning.Web.Dashboard.Overview;

/// <summary>An adaptation in the overview.</summary>
/// <param name="Module">Its module.</param>
/// <param name="Context">Its context key.</param>
/// <param name="Id">Its number within the context.</param>
/// <param name="Parameter">The parameter it changes.</param>
/// <param name="OldValue">The value before.</param>
/// <param name="NewValue">The value it puts in use.</param>
/// <param name="Confidence">Its confidence; <c>null</c> where the learner did not decide and there was none.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Waits">Whether it waits for a person.</param>
/// <param name="At">When it came to where it stands.</param>
internal sealed record LatestAdaptation(
    string Module, string Context, long Id, string Parameter, string OldValue, string NewValue, double? Confidence, StatusText Status, bool Waits, DateTimeOffset At)
{
    public static LatestAdaptation Of(ContextAdaptation each) => new(
        each.Module,
        each.Adaptation.Context,
        each.Adaptation.Id,
        each.Adaptation.ParameterName,
        each.Adaptation.OldValue,
        each.Adaptation.NewValue,
        each.Adaptation.LearnedConfidence,
        StatusText.Of(each.Adaptation.Status),
        each.Adaptation.Status == AdaptationStatus.Proposed,
        each.Adaptation.DecidedAt);
}
