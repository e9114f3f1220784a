using SelfLearning.Tool.Evaluation.Results;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>
/// The numbers by which pooling is switched on or not: the worlds with many contexts, contexts on their own beside contexts that share what they learn,
/// with the settings that are shipped.
/// </summary>
internal static class PoolingEvaluation
{
    /// <summary>The worlds.</summary>
    public static readonly IReadOnlyList<string> Worlds = ["shared", "small", "idio", "rare", "null"];

    // Contexts report and ask every 10 s; with a learning cycle a minute, every 50 calls, the pool is at most some cycles old.
    private const int Lag = 150;

    private const double Astray = 0.1;

    // Means that differ by less are equal but for rounding.
    private const double Same = 1e-9;

    /// <summary>Plays one world with seeds 1, 2, ... on all cores; the same arguments give the same row.</summary>
    public static PoolingRow Run(
        string world, int contexts, int calls, int seeds, double strength, double threshold, CancellationToken cancellationToken = default)
    {
        var options = new ModuleOptions { PoolingStrength = strength, AdaptationThreshold = threshold };
        var modules = new PlayedModule[seeds];
        Parallel.For(0, seeds, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var worlds = new ManyWorlds(world, (ulong)i + 1, contexts);
            modules[i] = PlayedModule.Of(worlds, new ManyContexts(worlds, (ulong)i + 1, options, Lag).Run(calls, cancellationToken));
        });
        double Share(Func<PooledAdaptation, PlayedModule, double> of) => modules.Sum(m => m.Adaptations.Count) is var all and > 0
            ? modules.Sum(m => m.Adaptations.Sum(a => of(a, m))) / all
            : 0;
        Mean Over(Func<PlayedModule, double> of) => Mean.Of(modules.Select(of));
        return new PoolingRow(
            world, contexts, calls, seeds, strength, threshold,
            Over(m => m.Gain / calls),
            modules.Sum(m => m.Oracle) is var oracle and > 0 ? modules.Sum(m => m.Gain) / oracle : 0,
            Over(m => m.Adaptations.Count),
            Share((a, _) => a.Change.Confidence),
            Share((a, m) => m.Difference(a) > Same ? 1 : 0),
            Share((a, m) => m.Difference(a) < -Same ? 1 : 0),
            Share((a, _) => a.Change.IsInherited ? 1 : 0),
            Mean.OfShare(modules.Count(m => m.Misled.Count > 0), seeds),
            Mean.OfShare(modules.Count(m => m.MisledShare(0, int.MaxValue) >= Astray), seeds),
            [Over(m => m.MisledShare(0, int.MaxValue)), Over(m => m.MisledShare(0, 10)), Over(m => m.MisledShare(10, 100)), Over(m => m.MisledShare(100, int.MaxValue))]);
    }

    private sealed record PlayedModule(
        ManyWorlds Worlds, double Gain, double Oracle, IReadOnlyList<PooledAdaptation> Adaptations, IReadOnlyList<int> Called, HashSet<int> Misled)
    {
        public static PlayedModule Of(ManyWorlds worlds, ManyContexts run) => new(
            worlds, run.Gain, run.Oracle, run.Adaptations, [.. run.CallsByContext.Select(c => c.Key)],
            [.. run.Adaptations.Where(a => worlds.Means[a.Context][a.Change.New] <= worlds.Means[a.Context][a.Change.Old] + Same).Select(a => a.Context)]);

        public double Difference(PooledAdaptation adaptation) =>
            Worlds.Means[adaptation.Context][adaptation.Change.New] - Worlds.Means[adaptation.Context][adaptation.Change.Old];

        public double MisledShare(int from, int to)
        {
            var called = Called.Where(context => context >= from && context < to).ToList();
            return called.Count == 0 ? 0 : (double)called.Count(Misled.Contains) / called.Count;
        }
    }
}
