using System.Collections.Immutable;

namespace SelfLearning.Web.Dashboard.Overview;

/// <summary>What the overview is made from.</summary>
/// <param name="Modules">The modules in ordinal order, as many as are shown.</param>
/// <param name="Known">How many there are.</param>
/// <param name="Adaptations">The adaptations of the contexts that were looked at.</param>
/// <param name="Unreadable">How many contexts were looked at and could not be read.</param>
internal sealed record OverviewReading(ImmutableArray<ModuleReading> Modules, int Known, ImmutableArray<ContextAdaptation> Adaptations, int Unreadable = 0)
{
    /// <summary>The most modules that are shown.</summary>
    public const int MaximumModules = 100;

    /// <summary>The contexts whose adaptations are read: those that were active last, and before them those that have learned anything.</summary>
    public const int LookedAt = 64;

    /// <summary>The most contexts of a module that are counted one by one.</summary>
    public const int MaximumContexts = 1_000;

    /// <summary>Reads it from the cluster.</summary>
    /// <param name="client">The way to it.</param>
    /// <param name="bound">The modules to which it is confined; <c>null</c> for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<OverviewReading> ReadAsync(ISelfLearningClient client, IReadOnlyList<string>? bound, CancellationToken cancellationToken)
    {
        var names = (await client.GetModulesAsync(cancellationToken)).Where(name => bound is null || bound.Contains(name)).ToArray();
        var modules = await EachOf.ReadAsync([.. names.Take(MaximumModules)], (name, token) => ReadAsync(client.GetModule(name), token), cancellationToken);
        var active = modules.SelectMany(module => module.Contexts.Select(context => (module.Definition.Name, Context: context)))
            .OrderByDescending(place => place.Context.Feedbacks > 0 || place.Context.Adaptations > 0).ThenByDescending(place => place.Context.LastActivity).ThenBy(place => place.Context.Context, StringComparer.Ordinal).Take(LookedAt).ToArray();
        var adaptations = await EachOf.ReadAsync(
            active,
            async (place, token) => (await EachOf.OrNullAsync(() => client.GetModule(place.Name).GetAdaptationsAsync(ContextKey.Parse(place.Context.Context), token)))
                ?.Select(adaptation => new ContextAdaptation(place.Name, adaptation)).ToArray(),
            cancellationToken);
        return new OverviewReading(modules, names.Length, [.. adaptations.SelectMany(each => each ?? [])], adaptations.Count(each => each is null));
    }

    private static async Task<ModuleReading> ReadAsync(IModuleClient module, CancellationToken cancellationToken)
    {
        var definition = module.GetDefinitionAsync(cancellationToken);
        var day = module.GetPerformanceMetricsAsync("24h", null, cancellationToken);
        var week = module.GetPerformanceHistoryAsync("7d", null, cancellationToken);
        var contexts = module.GetContextsAsync(null, MaximumContexts, cancellationToken);
        await Task.WhenAll(definition, day, week, contexts);
        return new ModuleReading(await definition, await day, await week, [.. await contexts]);
    }
}
