using System.Collections.Immutable;
using SelfLearning.Web.Dashboard.Charts;

namespace SelfLearning.Web.Dashboard.Modules;

/// <summary>What the page of a module shows.</summary>
internal sealed record ModuleModel
{
    public required string Name { get; init; }

    /// <summary>How it learns.</summary>
    public required string Mode { get; init; }

    /// <summary>The figures on top.</summary>
    public required ImmutableArray<Fact> Facts { get; init; }

    /// <summary>The quality over 7 days.</summary>
    public required Sparkline Trend { get; init; }

    /// <summary>What can be learned: each parameter with its values.</summary>
    public required ImmutableArray<ParameterLine> Parameters { get; init; }

    /// <summary>Whether it has any context at all.</summary>
    public required bool HasContexts { get; init; }

    /// <summary>What the list holds, in a sentence.</summary>
    public required string ListText { get; init; }

    /// <summary>The contexts that are shown.</summary>
    public required ImmutableArray<ContextRow> Contexts { get; init; }

    /// <summary>What was asked for.</summary>
    public required ModuleQuery Query { get; init; }

    /// <summary>The rest of the list; <c>null</c> at its end.</summary>
    public required ModuleQuery? Next { get; init; }

    /// <summary>The page of a reading.</summary>
    public static ModuleModel Of(ModulePageReading reading, ModuleQuery query) => new()
    {
        Name = reading.Definition.Name,
        Mode = ModeText.Of(reading.Definition.Options.EffectiveMode),
        Facts =
        [
            new("Operations, 24 h", Figures.Count(reading.Day.TotalOperations)),
            new("Succeeded, 24 h", Figures.Share(reading.Day.TotalOperations == 0 ? null : reading.Day.SuccessRate / 100)),
            new("Quality, 24 h", Figures.Quality(reading.Day.AverageQuality)),
            new("Duration, median", Figures.Duration(reading.Day.TotalOperations == 0 ? null : reading.Day.DurationP50Ms)),
            new("Threshold", Figures.Share(reading.Definition.Options.AdaptationThreshold)),
            new("Exploration", Figures.Share(reading.Definition.Options.ExplorationRate)),
        ],
        Trend = Sparkline.Of([.. reading.Week.Points.Select(point => point.MeanQuality)], Figures.Quality),
        Parameters = [.. reading.Definition.Parameters.Parameters.Select(ParameterLine.Of)],
        HasContexts = reading.Known > 0,
        ListText = ListTextOf(reading, query),
        Contexts = [.. reading.Contexts.Select(ContextRow.Of)],
        Query = query,
        Next = reading.Next is { } next ? query with { After = next } : null,
    };

    private static string ListTextOf(ModulePageReading reading, ModuleQuery query)
    {
        var text = query.Filter.Length == 0
            ? Figures.Count(reading.Found, "context")
            : $"{Figures.Count(reading.Found)} of {Figures.Count(reading.Known, "context")} with '{query.Filter}' in the key";
        if (reading.Known >= ModulePageReading.MaximumContexts) text += $"; only the first {Figures.Count(ModulePageReading.MaximumContexts)} by key are looked at";
        if (query.Sort == ContextSort.Gain) text += $"; the gain is that of the {ModulePageReading.MaximumGains} busiest ones with adaptations";
        return text + ".";
    }
}
