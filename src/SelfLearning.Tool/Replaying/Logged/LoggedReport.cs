using System.Collections.Immutable;
using SelfLearning.Tool.Replaying.FullInformation;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>Puts what was found on a log together; means of contexts and totals are doubly robust estimates.</summary>
/// <param name="log">The log.</param>
/// <param name="settings">What was asked for.</param>
/// <param name="runs">The runs, in the order of their seeds.</param>
/// <param name="comparison">The policies.</param>
/// <param name="rows">The rows that were evaluated; fewer than the log has when the replay was interrupted.</param>
internal sealed class LoggedReport(DecisionLog log, ReplaySettings settings, RejectionRun[] runs, PolicyComparison comparison, long rows)
{
    /// <summary>The report.</summary>
    public ReplayReport Build()
    {
        var rejection = Rejection();
        var isPartial = rows < log.Rows;
        return new ReplayReport(
            ReplayReport.Logged,
            isPartial,
            settings,
            new DataSummary(log.Rows, 0, 0, log.Settings, 1, 0),
            Totals(),
            [.. Enumerable.Range(0, log.Contexts.Count).OrderByDescending(log.RowsOf).ThenBy(context => context).Select(Context)],
            [.. runs.SelectMany(run => run.Adaptations.Made).Select(made => made.Adaptation)],
            [],
            runs[0].Confidences?.ToPaths(log.Contexts, log.Space) ?? [],
            Reliability.Unknown,
            [
                comparison.Learned.Estimate(rejection), comparison.Default.Estimate(null), comparison.Uniform.Estimate(null),
                .. comparison.Fixed.Select(policy => policy.Estimate(null)),
            ],
            [.. LoggedCaveats.Of(log, comparison, rejection, runs.Length, isPartial ? rows : null)]);
    }

    private RejectionEstimate Rejection()
    {
        double[] means = [.. runs.Select(run => run.Mean).OfType<double>()];
        double[] variances = [.. runs.Select(run => run.MeanVariance).OfType<double>()];
        return new RejectionEstimate(
            means.Length == 0 ? null : means.Average(),
            variances.Length == 0 ? null : Math.Sqrt(variances.Average()),
            runs.Sum(run => (long)run.Accepted),
            runs.Sum(run => run.Offered));
    }

    private ReplayTotals Totals()
    {
        var (never, learned) = (comparison.Default.Mean, comparison.Learned.Mean);
        var made = runs.SelectMany(run => run.Adaptations.Made).ToList();
        return new ReplayTotals(
            runs.Length, runs.Sum(run => (long)run.Accepted), never, learned, null, null, null, comparison.Uniform.Mean, null, learned - never,
            made.Count, null, made.Count(adaptation => adaptation.Adaptation.RolledBack), (double)made.Count / runs.Length, null);
    }

    private ContextResult Context(int context)
    {
        var (learned, share) = MostFrequent(context);
        var made = runs.Select(run => run.Adaptations.Made.Count(adaptation => adaptation.Context == context)).ToList();
        return new ContextResult(
            log.Contexts[context], (double)log.RowsOf(context) / log.Rows, log.RowsOf(context), 0, log.Texts(log.PlacesOf(-1)), log.Texts(learned),
            share, null, comparison.Default.MeanIn(context), comparison.Learned.MeanIn(context), null, null, null,
            comparison.Uniform.MeanIn(context), null, null, made.Sum(), (double)made.Count(count => count > 0) / runs.Length, null, 0);
    }

    // The setting most runs ended with, of equally frequent ones the first; the default where no row was offered.
    private (int[] Setting, double Share) MostFrequent(int context)
    {
        int[][] ends = [.. runs.Select(run => run.InUse(context)).OfType<ImmutableArray<int>>().Select(end => end.ToArray())];
        if (ends.Length == 0) return (log.PlacesOf(-1).ToArray(), 0);
        var most = ends.GroupBy(end => SettingIndex.Key(end)).MaxBy(group => group.Count())!;
        return (most.First(), (double)most.Count() / ends.Length);
    }
}
