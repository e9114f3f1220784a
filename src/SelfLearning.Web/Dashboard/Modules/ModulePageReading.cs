using System.Collections.Immutable;

namespace SelfLearning.Web.Dashboard.Modules;

/// <summary>What the page of a module is made from.</summary>
/// <param name="Definition">Its definition with the options in force.</param>
/// <param name="Day">How it did over 24 hours.</param>
/// <param name="Week">How it did over 7 days.</param>
/// <param name="Known">How many contexts were read.</param>
/// <param name="Found">How many of them the filter lets through.</param>
/// <param name="Contexts">Those that are shown.</param>
/// <param name="Next">The context after which the list goes on; <c>null</c> at its end.</param>
internal sealed record ModulePageReading(
    ModuleDefinition Definition, PerformanceSummary Day, PerformanceHistory Week, int Known, int Found, ImmutableArray<ContextReadout> Contexts, string? Next)
{
    /// <summary>The most contexts that are read to be put in order.</summary>
    public const int MaximumContexts = 5_000;

    /// <summary>The contexts with the most traffic whose gain is looked at.</summary>
    public const int MaximumGains = 100;

    /// <summary>The contexts of a part of the list.</summary>
    public const int PageSize = 25;

    private const int BatchSize = 1_000;

    /// <summary>Reads it from the cluster.</summary>
    public static async Task<ModulePageReading> ReadAsync(IModuleClient module, ModuleQuery query, CancellationToken cancellationToken)
    {
        // First, so that what is not there is said before anything is asked of it.
        var definition = await module.GetDefinitionAsync(cancellationToken);
        var day = module.GetPerformanceMetricsAsync("24h", null, cancellationToken);
        var week = module.GetPerformanceHistoryAsync("7d", null, cancellationToken);
        var contexts = await ReadContextsAsync(module, cancellationToken);
        var found = ModuleContexts.Filter(contexts, query.Filter).ToImmutableArray();
        var gains = query.Sort == ContextSort.Gain ? await ReadGainsAsync(module, found, cancellationToken) : ImmutableDictionary<string, double>.Empty;
        var sorted = ModuleContexts.Sort(found, query.Sort, gains);
        var shown = ModuleContexts.Page(sorted, query.After, PageSize);
        var next = shown.Length > 0 && shown[^1].Context != sorted[^1].Context ? shown[^1].Context : null;
        return new ModulePageReading(
            definition, await day, await week, contexts.Count, found.Length, await EachOf.ReadAsync(shown, (context, token) => ReadAsync(module, context, token), cancellationToken), next);
    }

    private static async Task<List<ContextInfo>> ReadContextsAsync(IModuleClient module, CancellationToken cancellationToken)
    {
        var contexts = new List<ContextInfo>();
        while (contexts.Count < MaximumContexts)
        {
            var batch = await module.GetContextsAsync(contexts.Count == 0 ? null : contexts[^1].Context, BatchSize, cancellationToken);
            contexts.AddRange(batch);
            if (batch.Count < BatchSize) break;
        }

        return contexts;
    }

    private static async Task<ImmutableDictionary<string, double>> ReadGainsAsync(IModuleClient module, IEnumerable<ContextInfo> contexts, CancellationToken cancellationToken)
    {
        // A context without an adaptation has gained nothing.
        var candidates = contexts.Where(context => context.Adaptations > 0).OrderByDescending(context => context.Operations).Take(MaximumGains).ToArray();
        var gains = await EachOf.ReadAsync(
            candidates,
            async (context, token) => KeyValuePair.Create(
                context.Context, ModuleContexts.GainOf(await EachOf.OrNullAsync(() => module.GetAdaptationsAsync(ContextKey.Parse(context.Context), token)) ?? [])),
            cancellationToken);
        return gains.ToImmutableDictionary(StringComparer.Ordinal);
    }

    private static async Task<ContextReadout> ReadAsync(IModuleClient module, ContextInfo context, CancellationToken cancellationToken)
    {
        var key = ContextKey.Parse(context.Context);
        var week = EachOf.OrNullAsync(() => module.GetPerformanceHistoryAsync("7d", key, cancellationToken));
        var adaptations = context.Adaptations == 0 ? null : await EachOf.OrNullAsync(() => module.GetAdaptationsAsync(key, cancellationToken));
        return new ContextReadout(context, await week, adaptations is null ? null : ModuleContexts.GainOf(adaptations));
    }
}
