using SelfLearning.Web.Dashboard.Charts;

namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>A value of a parameter with what is known about it.</summary>
/// <param name="Value">The value.</param>
/// <param name="InUse">Whether it is in use.</param>
/// <param name="OnTrial">Whether it is tried on a part of the calls.</param>
/// <param name="Share">The share of calls that get it.</param>
/// <param name="Count">Feedbacks about it.</param>
/// <param name="Mean">Their mean quality; <c>null</c> while there are none.</param>
/// <param name="Interval">Where the true mean probably lies; <c>null</c> while there is no feedback.</param>
/// <param name="Confidence">The confidence that it is better than the value in use; <c>null</c> where there is none.</param>
/// <param name="Bar">The interval as a bar; <c>null</c> while there is no feedback.</param>
internal sealed record ValueModel(
    string Value, bool InUse, bool OnTrial, double Share, long Count, double? Mean, QualityInterval? Interval, double? Confidence, IntervalBar? Bar)
{
    public static ValueModel Of(ValueEstimate estimate, QualityScale scale)
    {
        var interval = QualityInterval.Of(estimate.Mean, estimate.Count);
        return new ValueModel(
            estimate.Value,
            estimate.InUse,
            !estimate.InUse && estimate.Share > 0,
            estimate.Share,
            estimate.Count,
            estimate.Mean,
            interval,
            estimate.Confidence,
            interval is { } known ? IntervalBar.Of(estimate.Mean!.Value, known, scale) : null);
    }
}
