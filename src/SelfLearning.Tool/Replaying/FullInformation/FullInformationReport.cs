using System.Collections.Immutable;
using SelfLearning.Tool.Replaying.Data;
using SelfLearning.Tool.Replaying.Results;
using SelfLearning.Tool.Replaying.Simulation;
using SelfLearning.Tool.Replaying.Statistics;

namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>Puts the runs together, in the order of their seeds.</summary>
internal sealed class FullInformationReport(
    CellTable table, SettingScores scores, DataSource source, ReplayOptions options, ImmutableArray<RunResult> runs, bool isPartial)
{
    private readonly ScoreSums _all = RunResult.Total(runs.SelectMany(run => run.Contexts));

    /// <summary>The report.</summary>
    public ReplayReport Build()
    {
        var settings = source.SettingsOf(options);
        var data = new DataSummary(
            table.Rows, table.Items, table.Count, table.Settings.Count, table.KeptShare, runs.Sum(run => run.ServedByNeighbour.Sum()));
        var totals = Totals();
        ImmutableArray<ContextResult> contexts = [.. table.Contexts.Select((_, context) => Context(context))];
        return new ReplayReport(
            ReplayReport.FullInformation,
            isPartial,
            settings,
            data,
            totals,
            contexts,
            [.. runs.SelectMany(run => run.Adaptations.Made).Select(made => made.Adaptation)],
            Curve(),
            runs[0].Confidences?.ToPaths(table.Contexts, table.Space) ?? [],
            Reliability(),
            [],
            [.. FullInformationCaveats.Of(table, scores, options, totals, contexts, data, isPartial)]);
    }

    private ReplayTotals Totals()
    {
        var adaptations = runs.SelectMany(run => run.Adaptations.Made).Select(made => made.Adaptation).ToList();
        var perRun = MeanOverRuns.Of([.. runs.Select(run => (double)run.Adaptations.Made.Count)]);
        var never = Over(run => Mean(run.Contexts, sums => sums.Alternatives.Never));
        var learned = Over(run => Mean(run.Contexts, sums => sums.Learned));
        var secondHalf = Over(run => Mean(run.SecondHalves, sums => sums.Learned));
        var bestFixed = Over(run => Mean(run.Contexts, sums => sums.Alternatives.BestFixed));
        var bestPerContext = Over(run => Mean(run.Contexts, sums => sums.Alternatives.BestPerContext));
        var uniform = Over(run => Mean(run.Contexts, sums => sums.Alternatives.Uniform));
        var oracle = Over(run => Mean(run.Contexts, sums => sums.Alternatives.Oracle));
        var gain = Over(run => Mean(run.Contexts, Gain));
        return new ReplayTotals(
            runs.Length, _all.Calls, never.Value, learned.Value, secondHalf.Value, bestFixed.Value, bestPerContext.Value, uniform.Value, oracle.Value, gain.Value,
            adaptations.Count, adaptations.Count(adaptation => adaptation.Harmful == true), adaptations.Count(adaptation => adaptation.RolledBack),
            perRun.Value ?? 0,
            runs.Length < 2 ? null : new StandardErrors(
                never.StandardError, learned.StandardError, secondHalf.StandardError, bestFixed.StandardError, bestPerContext.StandardError,
                uniform.StandardError, oracle.StandardError, gain.StandardError, perRun.StandardError ?? 0));
    }

    private ContextResult Context(int context)
    {
        var sums = RunResult.Total(runs.Select(run => run.Contexts[context]));
        var adaptations = runs.SelectMany(run => run.Adaptations.Made).Where(made => made.Context == context).Select(made => made.Adaptation).ToList();
        var (learned, share) = MostFrequent(context);
        return new ContextResult(
            table.Contexts[context],
            (double)sums.Calls / _all.Calls,
            sums.Calls,
            table.ItemsOf[context].Count,
            table.Texts(table.Default.AsSpan()),
            table.Texts(learned),
            share,
            table.Texts(table.Settings[scores.BestOf[context]]),
            sums.Mean(part => part.Alternatives.Never),
            sums.Mean(part => part.Learned),
            RunResult.Total(runs.Select(run => run.SecondHalves[context])).Mean(part => part.Learned),
            sums.Mean(part => part.Alternatives.BestFixed),
            sums.Mean(part => part.Alternatives.BestPerContext),
            sums.Mean(part => part.Alternatives.Uniform),
            sums.Mean(part => part.Alternatives.Oracle),
            Over(run => run.Contexts[context].Mean(Gain)).StandardError,
            adaptations.Count,
            (double)runs.Count(run => run.Adaptations.Made.Exists(made => made.Context == context)) / runs.Length,
            adaptations.Count(adaptation => adaptation.Harmful == true),
            runs.Sum(run => run.ServedByNeighbour[context]));
    }

    // The setting most runs ended with, of equally frequent ones the first; the default where there was no call.
    private (int[] Setting, double Share) MostFrequent(int context)
    {
        var ends = runs.Select(run => run.InUse[context]).OfType<int[]>().ToList();
        if (ends.Count == 0) return ([.. table.Default], 0);
        var most = ends.GroupBy(end => SettingIndex.Key(end)).MaxBy(group => group.Count())!;
        return (most.First(), (double)most.Count() / ends.Count);
    }

    private ImmutableArray<CurvePoint> Curve()
    {
        var stretches = FullInformationRun.Stretches(options.Calls);
        return [.. Enumerable.Range(0, stretches).Select(Point).Where(point => point.Learned is not null)];

        CurvePoint Point(int stretch)
        {
            var sums = RunResult.Total(runs.Select(run => run.Stretches[stretch]));
            var learned = Over(run => run.Stretches[stretch].Mean(part => part.Learned));
            return new CurvePoint(
                First(stretch), First(stretch + 1), learned.Value, learned.StandardError,
                sums.Mean(part => part.Alternatives.Never), sums.Mean(part => part.Alternatives.BestFixed),
                sums.Mean(part => part.Alternatives.BestPerContext), sums.Mean(part => part.Alternatives.Uniform));
        }

        int First(int stretch) => (int)((((long)stretch * options.Calls) + stretches - 1) / stretches);
    }

    private Reliability Reliability()
    {
        var (candidates, adaptations) = (new ReliabilityTally(), new ReliabilityTally());
        foreach (var run in runs)
        {
            candidates.Add(run.Reliability);
            foreach (var (_, adaptation) in run.Adaptations.Made) adaptations.Add(adaptation.Confidence, adaptation.Truth > 0);
        }

        return new Reliability(candidates.ToBins(), adaptations.ToBins());
    }

    private MeanOverRuns Over(Func<RunResult, double?> mean) => MeanOverRuns.Of([.. runs.Select(mean).OfType<double>()]);

    private static double? Mean(IEnumerable<ScoreSums> parts, Func<ScoreSums, double> sum) => RunResult.Total(parts).Mean(sum);

    private static double Gain(ScoreSums sums) => sums.Learned - sums.Alternatives.Never;
}
