using System.Collections.Immutable;

namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>What the page of a context shows.</summary>
internal sealed record ContextModel
{
    public required string Module { get; init; }

    public required string Key { get; init; }

    /// <summary>The period of figures and charts.</summary>
    public required string Period { get; init; }

    /// <summary>Whether it learns, and why not.</summary>
    public required StatusModel Status { get; init; }

    /// <summary>The figures on top.</summary>
    public required ImmutableArray<Fact> Facts { get; init; }

    /// <summary>Quality and duration over time.</summary>
    public required ChartModel Chart { get; init; }

    /// <summary>What is known about each value of each parameter.</summary>
    public required ImmutableArray<ParameterModel> Parameters { get; init; }

    /// <summary>The adaptations, newest first.</summary>
    public required ImmutableArray<AdaptationModel> Adaptations { get; init; }

    /// <summary>The feedback, newest first.</summary>
    public required ImmutableArray<FeedbackModel> Feedback { get; init; }

    /// <summary>The page of a reading.</summary>
    public static ContextModel Of(ContextReading reading) => new()
    {
        Module = reading.Definition.Name,
        Key = reading.Policy.Context,
        Period = reading.Summary.Period,
        Status = StatusModel.Of(reading.Status),
        Facts = FactsOf(reading),
        Chart = ChartModel.Of(reading.History, reading.Adaptations),
        Parameters = [.. reading.Definition.Parameters.Parameters.Select(parameter => ParameterModel.Of(parameter, reading.Policy))],
        Adaptations = [.. reading.Adaptations.Select(adaptation => AdaptationModel.Of(adaptation, reading.Policy.Policy))],
        Feedback = [.. reading.Feedback.Select(FeedbackModel.Of)],
    };

    private static ImmutableArray<Fact> FactsOf(ContextReading reading)
    {
        var summary = reading.Summary;
        var any = summary.TotalOperations > 0;
        return
        [
            new("Operations", Figures.Count(summary.TotalOperations)),
            new("Succeeded", Figures.Share(any ? summary.SuccessRate / 100 : null)),
            new("Quality", Figures.Quality(summary.AverageQuality)),
            new("Duration, median", Figures.Duration(any ? summary.DurationP50Ms : null)),
            new("Duration, 95 %", Figures.Duration(any ? summary.DurationP95Ms : null)),
            new("Feedback learned", Figures.Count(reading.Policy.LearnedFeedbacks)),
            new("Feedback waiting", Figures.Count(reading.Policy.QueuedFeedbacks)),
            new("Learning cycles", Figures.Count(reading.Policy.LearningCycles)),
        ];
    }
}
