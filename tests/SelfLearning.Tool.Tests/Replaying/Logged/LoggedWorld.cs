using System.Collections.Immutable;
using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Replaying;
using SelfLearning.Tool.Replaying.Data;
using SelfLearning.Tool.Replaying.Logged;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Tests.Replaying.Logged;

/// <summary>A world with two contexts and three styles, and a policy that logs its decisions in it.</summary>
public sealed record LoggedWorld
{
    public static readonly ParameterSpace Space = new(ParameterDefinition.Categorical("style", "plain", "plain", "warm", "bold"));

    public double[] Traffic { get; init; } = [0.4, 0.6];

    public double[][] Means { get; init; } = [[0.4, 0.75, 0.35], [0.6, 0.4, 0.85]];

    /// <summary>The means from the middle of the log on.</summary>
    public double[][]? Later { get; init; }

    public double[][] Propensities { get; init; } = [[0.5, 0.3, 0.2], [0.4, 0.4, 0.2]];

    /// <summary>What the log says about the propensities; the truth unless told otherwise.</summary>
    public Func<double, double> Stated { get; init; } = propensity => propensity;

    /// <summary>The mean feedback if these settings were served in the two contexts.</summary>
    public double Value(double[] first, double[] second) =>
        (Traffic[0] * first.Zip(Means[0], (p, m) => p * m).Sum()) + (Traffic[1] * second.Zip(Means[1], (p, m) => p * m).Sum());

    public int ContextOf(double u) => u < Traffic[0] ? 0 : 1;

    internal IEnumerable<DataRow> Rows(ulong seed, int count)
    {
        var setting = new int[1];
        for (var i = 0; i < count; i++)
        {
            double U(ulong stream) => CounterRandom.U(seed, stream, (ulong)i);
            var context = ContextOf(U(CounterRandom.World));
            var propensities = Propensities[context];
            var pick = U(CounterRandom.Pick);
            for (setting[0] = 0; setting[0] < 2 && pick >= propensities[setting[0]]; setting[0]++) pick -= propensities[setting[0]];
            var means = (i >= count / 2 ? Later ?? Means : Means)[context];
            yield return new DataRow(
                i + 2, context == 0 ? "letters" : "songs", setting, U(CounterRandom.Reward) < means[setting[0]] ? 1 : 0, 0, "",
                Stated(propensities[setting[0]]));
        }
    }

    internal DecisionLog Log(ulong seed, int count) => DecisionLog.Survey(Space, () => Rows(seed, count));

    internal static ReplayOptions Options(int seeds = 2, int threads = 2, int seed = 1) => new(1, seeds, seed, 10, false, threads, new ModuleOptions());

    internal static ReplayReport Replay(DecisionLog log, ReplayOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= Options();
        var settings = new ReplaySettings(
            "log.csv", "kind", [new ReplayedParameter("style", "categorical", Space[0].Values, "plain")], "score", false, null, ImmutableArray<string>.Empty,
            (int)log.Rows, options.Seeds, options.Seed, options.Module.AdaptationThreshold, 0, options.Delay, true);
        return LoggedReplay.Run(log, settings, options, _ => { }, cancellationToken);
    }
}
