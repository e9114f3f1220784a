using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>What is kept of one module with many contexts.</summary>
/// <param name="Gain">The mean quality gained over the default, summed over the calls.</param>
/// <param name="Oracle">What the best value of each context would have gained.</param>
/// <param name="Adaptations">How many.</param>
/// <param name="Confidence">The sum of the confidences claimed for them.</param>
/// <param name="Better">How many of them to a value that truly is better.</param>
/// <param name="Harmful">How many of them to a value that truly is worse.</param>
/// <param name="Inherited">How many of them rest on other contexts.</param>
/// <param name="Misled">
/// The share of the contexts that ever adapt to a value that is not better: of all that were called, of the 10 with most traffic, of the next 90, of the
/// rest; 0 where none was called.
/// </param>
internal sealed record PlayedModule(
    double Gain, double Oracle, int Adaptations, double Confidence, int Better, int Harmful, int Inherited, IReadOnlyList<double> Misled)
{
    // Contexts report and ask every 10 s; with a learning cycle a minute, every 50 calls, the pool is at most some cycles old.
    private const int Lag = 150;

    // Means that differ by less are equal but for rounding.
    private const double Same = 1e-9;

    private static readonly IReadOnlyList<(int From, int To)> Places = [(0, int.MaxValue), (0, 10), (10, 100), (100, int.MaxValue)];

    /// <summary>Plays a module; the same arguments give the same outcome.</summary>
    public static PlayedModule Of(ManyWorlds worlds, ulong seed, int calls, ModuleOptions options, CancellationToken cancellationToken)
    {
        var run = new ManyContexts(worlds, seed, options, Lag).Run(calls, cancellationToken);
        double Difference(PooledAdaptation a) => worlds.Means[a.Context][a.Change.New] - worlds.Means[a.Context][a.Change.Old];
        int Count(Func<PooledAdaptation, bool> isSo) => run.Adaptations.Count(isSo);
        var misled = run.Adaptations.Where(a => Difference(a) <= Same).Select(a => a.Context).ToHashSet();
        // The lower its number, the more traffic a context has.
        var called = run.CallsByContext.Select(c => c.Key).ToList();
        return new PlayedModule(
            run.Gain,
            run.Oracle,
            run.Adaptations.Count,
            run.Adaptations.Sum(a => a.Change.Confidence),
            Count(a => Difference(a) > Same),
            Count(a => Difference(a) < -Same),
            Count(a => a.Change.IsInherited),
            [.. Places.Select(place => Share([.. called.Where(context => context >= place.From && context < place.To)], misled))]);
    }

    private static double Share(IReadOnlyList<int> contexts, HashSet<int> misled) =>
        contexts.Count == 0 ? 0 : (double)contexts.Count(misled.Contains) / contexts.Count;
}
