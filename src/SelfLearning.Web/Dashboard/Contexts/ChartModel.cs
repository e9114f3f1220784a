using System.Collections.Immutable;
using SelfLearning.Web.Dashboard.Charts;

namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>Quality and duration over time.</summary>
/// <param name="Steps">The steps, the oldest first.</param>
/// <param name="End">The end of the last step.</param>
/// <param name="Step">The length of a step, in words.</param>
/// <param name="Quality">The quality as a line, for those without script.</param>
/// <param name="Duration">The duration as a line, for those without script.</param>
/// <param name="IsEmpty">Whether nothing happened in the period.</param>
internal sealed record ChartModel(ImmutableArray<ChartStep> Steps, DateTimeOffset End, string Step, Sparkline Quality, Sparkline Duration, bool IsEmpty)
{
    /// <summary>The chart of a history with the adaptations that were applied in it.</summary>
    public static ChartModel Of(PerformanceHistory history, ImmutableArray<Adaptation> adaptations)
    {
        var marks = AdaptationMark.AllOf(adaptations);
        var steps = history.Points.Select(point => new ChartStep(
            point.Start,
            point.Operations,
            point.Failures,
            point.QualityCount,
            point.MeanQuality,
            point.MeanDurationMs,
            point.DurationP95Ms,
            [.. marks.Where(mark => mark.At >= point.Start && mark.At < point.Start + history.Step)])).ToImmutableArray();
        return new ChartModel(
            steps,
            // Not the time of the reading: what is shown would change with every one.
            history.Start + (history.Step * history.Points.Length),
            StepText(history.Step),
            Sparkline.Of([.. steps.Select(step => step.Quality)], Figures.Quality),
            Sparkline.Of([.. steps.Select(step => step.Duration)], Figures.Duration),
            steps.All(step => step.Operations == 0 && step.Judged == 0));
    }

    private static string StepText(TimeSpan step) => step switch
    {
        { TotalMinutes: 1 } => "minute",
        { TotalDays: 1 } => "day",
        { TotalHours: >= 1 } => $"{step.TotalHours:0} hours",
        _ => $"{step.TotalMinutes:0} minutes",
    };
}
