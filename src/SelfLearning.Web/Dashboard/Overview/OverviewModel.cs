using System.Collections.Immutable;
using SelfLearning.Web.Dashboard.Charts;

namespace SelfLearning.Web.Dashboard.Overview;

/// <summary>What the overview shows.</summary>
/// <param name="Modules">The modules in ordinal order, as many as are shown.</param>
/// <param name="Known">How many there are.</param>
/// <param name="Adaptations">The latest adaptations, newest first, those that wait for a person before all others.</param>
/// <param name="Waiting">How many adaptations wait for a person, whether they are shown or not.</param>
/// <param name="Unreadable">How many contexts could not be read.</param>
internal sealed record OverviewModel(ImmutableArray<ModuleRow> Modules, int Known, ImmutableArray<LatestAdaptation> Adaptations, int Waiting, int Unreadable)
{
    private const int MaximumAdaptations = 15;

    /// <summary>Operations of all modules in 24 hours.</summary>
    public long Operations => Modules.Sum(module => module.Operations);

    /// <summary>What there is, in a sentence.</summary>
    public string Summary =>
        (Known > Modules.Length ? $"The first {Figures.Count(Modules.Length)} of {Figures.Count(Known, "module")}, by name" : Figures.Count(Known, "module"))
        + $", {Figures.Count(Modules.Sum(module => (long)module.Contexts), "context", Modules.Any(module => module.HasMore))}, {Figures.Count(Operations, "operation")} in 24 hours.";

    /// <summary>The overview of a reading.</summary>
    public static OverviewModel Of(OverviewReading reading) => new(
        [.. reading.Modules.Select(RowOf)],
        reading.Known,
        [
            .. reading.Adaptations.OrderByDescending(each => each.Adaptation.Status == AdaptationStatus.Proposed).ThenByDescending(each => each.Adaptation.DecidedAt)
                .ThenByDescending(each => each.Adaptation.Id).Take(MaximumAdaptations).Select(LatestAdaptation.Of),
        ],
        reading.Adaptations.Count(each => each.Adaptation.Status == AdaptationStatus.Proposed),
        reading.Unreadable);

    private static ModuleRow RowOf(ModuleReading module) => new(
        module.Definition.Name,
        ModeText.Of(module.Definition.Options.EffectiveMode),
        module.Day.TotalOperations,
        module.Day.TotalOperations == 0 ? null : module.Day.SuccessRate / 100,
        module.Day.AverageQuality,
        Sparkline.Of([.. module.Week.Points.Select(point => point.MeanQuality)], Figures.Quality),
        module.Contexts.Length,
        module.Contexts.Length == OverviewReading.MaximumContexts,
        module.Contexts.Sum(context => context.Adaptations));
}
