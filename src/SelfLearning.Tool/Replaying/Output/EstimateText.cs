using System.Globalization;
using SelfLearning.Tool.Evaluation.Output;
using SelfLearning.Tool.Replaying.Results;
using Spectre.Console;

namespace SelfLearning.Tool.Replaying.Output;

/// <summary>The part of the text that is about logged decisions.</summary>
internal static class EstimateText
{
    /// <summary>What was rejected and accepted, and the policies with their estimates.</summary>
    public static void Write(IAnsiConsole console, ReplayReport report)
    {
        if (report.Estimates.Select(estimate => estimate.Rejection).FirstOrDefault(found => found is not null) is { } rejection)
        {
            console.WriteLine(Text($"Replay by rejection: mean feedback {Mean(rejection.Mean)} ± {Mean(rejection.StandardError)}, {rejection.Accepted:N0} of {rejection.Offered:N0} rows accepted over all runs."));
            console.WriteLine();
        }

        Tables.Write(
            console,
            "What each policy would have earned: estimate, and below it its interval (dr: doubly robust, ips: inverse propensity, snips: self-normalised, whose interval "
                + "is asymptotic; rows: effective sample size; none: share of choices the log does not have)",
            ["policy", "dr", "ips", "snips", "rows", "none"],
            report.Estimates.SelectMany(estimate => new[]
            {
                [
                    ReplayText.Cut(Name(estimate)), Mean(estimate.DoublyRobust.Estimate), Mean(estimate.InversePropensity.Estimate),
                    Mean(estimate.SelfNormalised?.Estimate), Text($"{estimate.EffectiveSampleSize:N0}"), Text($"{estimate.UnsupportedShare:P1}"),
                ],
                new[] { "", Ends(estimate.DoublyRobust), Ends(estimate.InversePropensity), Ends(estimate.SelfNormalised), "", "" },
            }));
    }

    /// <summary>The contexts, with doubly robust means.</summary>
    public static void WriteContexts(IAnsiConsole console, IEnumerable<ContextResult> contexts) => Tables.Write(
        console,
        "Mean feedback per call, by context: doubly robust estimates (-: the log does not have what is served there)",
        ["context", "traffic", "default", "learned", "uniform"],
        contexts.Select(context => new[]
        {
            ReplayText.Cut(context.Context), Text($"{context.Traffic:P1}"), Mean(context.Never), Mean(context.LearnedMean), Mean(context.Uniform),
        }));

    private static string Name(PolicyEstimate estimate) => estimate.Policy == "fixed"
        ? "always " + string.Join(", ", estimate.Values!.Values)
        : estimate.Policy;

    private static string Ends(IntervalEstimate? interval) => interval is null ? "" : Text($"{interval.Lower:0.000}..{interval.Upper:0.000}");

    private static string Mean(double? number) => number is { } n ? Text($"{n:0.0000}") : Numbers.None;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
