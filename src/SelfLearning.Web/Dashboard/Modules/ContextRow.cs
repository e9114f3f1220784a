using SelfLearning.Web.Dashboard.Charts;

namespace SelfLearning.Web.Dashboard.Modules;

/// <summary>A context on the page of its module.</summary>
/// <param name="Key">The context key.</param>
/// <param name="IsUnreadable">Whether nothing can be read but what the catalog says of it.</param>
/// <param name="Operations">Operations since it exists.</param>
/// <param name="Feedbacks">Feedbacks learned since it exists.</param>
/// <param name="HasQueue">Whether feedback waits to be learned.</param>
/// <param name="Failed">The share of the operations of 7 days that failed; <c>null</c> without any. Those that ended in part neither failed nor succeeded.</param>
/// <param name="Quality">The mean quality of 7 days; <c>null</c> without any.</param>
/// <param name="Trend">The quality over 7 days.</param>
/// <param name="Adaptations">Adaptations applied since it exists.</param>
/// <param name="Gain">The estimated gain by those in force; <c>null</c> where there never was one.</param>
/// <param name="LastActivity">When it was last active.</param>
internal sealed record ContextRow(
    string Key, bool IsUnreadable, long Operations, long Feedbacks, bool HasQueue, double? Failed, double? Quality, Sparkline Trend, long Adaptations, double? Gain, DateTimeOffset LastActivity)
{
    public static ContextRow Of(ContextReadout context)
    {
        var points = context.Week?.Points ?? [];
        var (operations, failures, judged) = (points.Sum(point => point.Operations), points.Sum(point => point.Failures), points.Sum(point => point.QualityCount));
        return new ContextRow(
            context.Info.Context,
            context.Week is null,
            context.Info.Operations,
            context.Info.Feedbacks,
            context.Info.QueuedFeedback,
            operations == 0 ? null : (double)failures / operations,
            judged == 0 ? null : points.Sum(point => (point.MeanQuality ?? 0) * point.QualityCount) / judged,
            Sparkline.Of([.. points.Select(point => point.MeanQuality)], Figures.Quality),
            context.Info.Adaptations,
            context.Gain,
            context.Info.LastActivity);
    }
}
