using SelfLearning.Tool.Evaluation.Runs;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>
/// The numbers by which pooling is switched on or not: the worlds with many contexts, contexts on their own beside contexts that share what they learn,
/// with the settings that are shipped.
/// </summary>
/// <param name="worlds">What is played, of <see cref="Worlds"/>.</param>
/// <param name="strength">The pooling strength, above 0.</param>
/// <param name="seeds">How many modules of each world; the seeds are 1, 2, ...</param>
/// <param name="threads">How many threads work at once; the result does not depend on it.</param>
internal sealed class PoolingEvaluation(IReadOnlyList<string> worlds, double strength, int seeds, int threads)
{
    private const double Default = 0.7, High = 0.9;

    /// <summary>The worlds, see <see cref="ManyWorlds"/>.</summary>
    public static readonly IReadOnlyList<string> Worlds = ["shared", "small", "idio", "rare", "null"];

    /// <summary>The contexts of a module.</summary>
    public int Contexts { get; init; } = 200;

    /// <summary>The calls of a module.</summary>
    public int Calls { get; init; } = 20_000;

    /// <summary>The worlds whose name begins with one of the texts, whatever their case; all when there are none.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> beginnings) => beginnings.Count == 0
        ? Worlds
        : [.. Worlds.Where(world => beginnings.Any(b => world.StartsWith(b, StringComparison.OrdinalIgnoreCase)))];

    /// <summary>Runs until everything is done or the caller stops it; then the result has the modules that are done.</summary>
    /// <param name="done">Called with the world whenever one of its seeds was played on its own and pooled, at both thresholds; from several threads.</param>
    /// <param name="cancellationToken">Stops at once: modules being played do not count.</param>
    public PoolingReport Run(Action<string> done, CancellationToken cancellationToken)
    {
        ModuleOptions[] variants =
        [
            .. from threshold in new[] { Default, High }
               from pooling in new[] { 0, strength }
               select new ModuleOptions { PoolingStrength = pooling, AdaptationThreshold = threshold },
        ];
        // One module for each variant, in their order: all see the same calls.
        PlayedModule[] Play(string world, ulong seed)
        {
            var worldsOfContexts = new ManyWorlds(world, seed, Contexts);
            return [.. variants.Select(options => PlayedModule.Of(worldsOfContexts, seed, Calls, options, cancellationToken))];
        }

        var played = new SeededRuns(seeds, threads).Play(worlds, Play, done, cancellationToken);
        var results = worlds.Zip(played, (world, modules) => new PoolingWorld(world, modules.Count, modules.Count == 0 ? [] :
        [
            .. variants.Select((options, place) => PoolingRow.Of(options, Calls, [.. modules.Select(variant => variant[place])])),
        ]));
        return new PoolingReport(seeds, played.Any(modules => modules.Count < seeds), strength, Contexts, Calls, [.. results.Where(w => w.Modules > 0)]);
    }
}
