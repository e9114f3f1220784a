using System.Collections.Immutable;

namespace SelfLearning.Web.Dashboard.Modules;

/// <summary>Puts the contexts of a module in order and cuts out the part that is shown.</summary>
internal static class ModuleContexts
{
    /// <summary>The contexts whose keys have a text in them.</summary>
    public static IEnumerable<ContextInfo> Filter(IEnumerable<ContextInfo> contexts, string filter) =>
        filter.Length == 0 ? contexts : contexts.Where(context => context.Context.Contains(filter, StringComparison.OrdinalIgnoreCase));

    /// <summary>The contexts in an order; those that are equal in it by key.</summary>
    /// <param name="contexts">The contexts.</param>
    /// <param name="sort">The order.</param>
    /// <param name="gains">The gain of each context for which it is known.</param>
    public static ImmutableArray<ContextInfo> Sort(IEnumerable<ContextInfo> contexts, ContextSort sort, IReadOnlyDictionary<string, double> gains)
    {
        var ordered = sort switch
        {
            ContextSort.Gain => contexts.OrderByDescending(context => gains.GetValueOrDefault(context.Context)).ThenByDescending(context => context.Operations),
            ContextSort.Activity => contexts.OrderByDescending(context => context.LastActivity),
            ContextSort.Name => contexts.OrderBy(_ => 0),
            _ => contexts.OrderByDescending(context => context.Operations),
        };
        return [.. ordered.ThenBy(context => context.Context, StringComparer.Ordinal)];
    }

    /// <summary>The part after a context; the beginning where that context is not there any more.</summary>
    public static ImmutableArray<ContextInfo> Page(ImmutableArray<ContextInfo> sorted, string? after, int size)
    {
        var start = 0;
        for (var i = 0; i < sorted.Length && after is not null; i++)
            if (string.Equals(sorted[i].Context, after, StringComparison.Ordinal)) start = i + 1;
        return [.. sorted.Skip(start).Take(size)];
    }

    /// <summary>
    /// The estimated gain in quality by the adaptations that are in force, over the values they replaced.
    /// </summary>
    public static double GainOf(IEnumerable<Adaptation> adaptations) =>
        adaptations.Where(adaptation => adaptation.Applied && adaptation.Undoes is null).Sum(adaptation => adaptation.MetricsBasis.Difference);
}
