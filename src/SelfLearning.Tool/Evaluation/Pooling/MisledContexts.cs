using SelfLearning.Tool.Evaluation.Results;

namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>How many are misled: they adapt at least once to a value that is not better.</summary>
/// <param name="All">The share of the contexts that were called, over the modules.</param>
/// <param name="Busiest">The share of the 10 contexts with most traffic.</param>
/// <param name="Next">The share of the next 90.</param>
/// <param name="Rest">The share of the rest.</param>
/// <param name="Any">The share of modules in which any context is.</param>
/// <param name="Tenth">The share of modules in which a tenth of the contexts or more are: the pool as a whole went wrong.</param>
internal sealed record MisledContexts(Mean All, Mean Busiest, Mean Next, Mean Rest, Mean Any, Mean Tenth)
{
    private const double OneInTen = 0.1;

    /// <summary>Sums up modules, at least one.</summary>
    public static MisledContexts Of(IReadOnlyList<PlayedModule> modules)
    {
        Mean Over(int place) => Mean.Of(modules.Select(m => m.Misled[place]));
        Mean Modules(Func<double, bool> isSo) => Mean.OfShare(modules.Count(m => isSo(m.Misled[0])), modules.Count);
        return new MisledContexts(Over(0), Over(1), Over(2), Over(3), Modules(share => share > 0), Modules(share => share >= OneInTen));
    }
}
