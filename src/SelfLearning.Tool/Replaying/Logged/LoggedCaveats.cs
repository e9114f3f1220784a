using System.Globalization;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>What cannot be concluded from logged decisions: what holds for every log, and what this one shows.</summary>
internal static class LoggedCaveats
{
    // So many standard errors are not chance, over all the policies looked at.
    private const double Surprising = 4;

    // Below this a mean is not near enough to normal for an asymptotic interval, or for a comparison of two halves.
    private const double FewRows = 1_000, TooFewRows = 50;

    /// <summary>The sentences, the weightiest first.</summary>
    /// <param name="log">The log.</param>
    /// <param name="comparison">The policies.</param>
    /// <param name="rejection">What replay by rejection found.</param>
    /// <param name="runs">The number of runs.</param>
    /// <param name="interruptedAfter">The rows that were evaluated, when the replay was interrupted.</param>
    public static IEnumerable<string> Of(
        DecisionLog log, PolicyComparison comparison, RejectionEstimate rejection, int runs, long? interruptedAfter)
    {
        if (interruptedAfter is { } rows) yield return Text($"The replay was interrupted: the first {rows:N0} of {log.Rows:N0} rows count here.");
        foreach (var sentence in Of(log, comparison, rejection, runs)) yield return sentence;
    }

    private static IEnumerable<string> Of(DecisionLog log, PolicyComparison comparison, RejectionEstimate rejection, int runs)
    {
        EvaluatedPolicy[] policies = [comparison.Learned, comparison.Default, comparison.Uniform, .. comparison.Fixed];
        return policies.Select(policy => WrongPropensities(policy, log)).OfType<string>().Take(3)
            .Concat(NoOverlap(log, comparison))
            .Concat(comparison.Fixed.Select(policy => Drift(policy, log)).OfType<string>().Take(3))
            .Concat(Rejection(log, rejection, runs))
            .Concat(FewUsefulRows(policies, log))
            .Concat(NotShown(log))
            .Concat(Always);
    }

    private static IEnumerable<string> Always =>
    [
        "The learned policy is evaluated as it went along, trials included. What it had become at the end is not: every row was used to learn it. "
            + "To evaluate that, keep rows back.",
        "Intervals speak of the average over this log. Whether calls to come are like it, no log can say.",
        "A propensity must be the probability given everything the choice looked at and the feedback depends on. Where a choice used what is not in "
            + "the context, every estimate here is wrong, and the log cannot show it.",
        "Self-normalised intervals are asymptotic: they hold for long logs with even weights. The other two hold for any log at every moment.",
    ];

    private static string? WrongPropensities(EvaluatedPolicy policy, DecisionLog log)
    {
        var (all, expected) = (policy.Evaluation.All, 1 - policy.Evaluation.UnsupportedShare);
        return Math.Abs(all.MeanWeight - expected) <= (Surprising * all.MeanWeightError) + 1e-9 || all.MeanWeightError == 0
            ? null
            : Text($"The propensities are not right: weights of {NameOf(policy, log)} average {all.MeanWeight:0.###} where {expected:0.###} was to be ")
                + Text($"expected (standard error {all.MeanWeightError:0.####}). Nothing can be concluded before that is explained.");
    }

    private static IEnumerable<string> NoOverlap(DecisionLog log, PolicyComparison comparison)
    {
        if (comparison.Default.Setting < 0)
            yield return "No row has the default values: nothing can be concluded about them, and the learner had to begin without their feedback.";
        var missing = (from policy in comparison.Fixed.Append(comparison.Uniform).Append(comparison.Learned)
                       where policy.Evaluation.UnsupportedShare > 0
                       select Text($"{NameOf(policy, log)} ({policy.Evaluation.UnsupportedShare:0.0%} of its choices)")).ToArray();
        if (missing.Length == 0) yield break;
        yield return $"What was never logged in a context cannot be judged there. It is part of {Listed(missing)}. Inverse propensity counts it as 0 and "
            + "doubly robust as a guess from the rest; the intervals of both allow anything for it, those of the self-normalised estimate do not.";
    }

    private static string? Drift(EvaluatedPolicy policy, DecisionLog log)
    {
        var (first, second) = (policy.Evaluation.First, policy.Evaluation.Second);
        if (Math.Min(first.EffectiveSampleSize, second.EffectiveSampleSize) < TooFewRows) return null;
        var (before, after) = (first.StandardError, second.StandardError);
        return Math.Abs(second.Mean - first.Mean) <= Surprising * Math.Sqrt((before * before) + (after * after))
            ? null
            : Text($"The log drifts: {NameOf(policy, log)} has a mean of {first.Mean:0.###} in its first half and {second.Mean:0.###} in its second. ")
                + "The estimates are averages over both.";
    }

    private static IEnumerable<string> Rejection(DecisionLog log, RejectionEstimate rejection, int runs)
    {
        var accepted = rejection.Accepted / Math.Max(1.0, runs);
        var share = rejection.Accepted / Math.Max(1.0, rejection.Offered);
        if (share > 0.9) yield break;
        yield return Text($"Replay by rejection accepts a row with a probability of at most {log.SmallestPropensity:0.####}, the smallest propensity: ")
            + Text($"{accepted:N0} of {rejection.Offered / Math.Max(1.0, runs):N0} rows in a run. The learner knew no more; on all calls it would have ")
            + Text($"learned faster{(accepted < FewRows ? ", and so few say little about it" : "")}.");
    }

    private static IEnumerable<string> FewUsefulRows(EvaluatedPolicy[] policies, DecisionLog log)
    {
        string[] few =
        [
            .. policies.Where(policy => policy.Evaluation.All is { IsDefined: true, EffectiveSampleSize: < FewRows })
                .Select(policy => Text($"{NameOf(policy, log)} ({policy.Evaluation.All.EffectiveSampleSize:N0})")),
        ];
        if (few.Length > 0)
            yield return Text($"Effective sample sizes below {FewRows:N0}: {Listed(few)}. Do not rely on their self-normalised intervals.");
    }

    private static IEnumerable<string> NotShown(DecisionLog log)
    {
        if (log.Settings > PolicyComparison.MaximumFixed)
        {
            yield return Text($"Of {log.Settings} settings the {PolicyComparison.MaximumFixed} with the most rows are evaluated one by one. ")
                + "The intervals are widened for these, not for those that are not shown.";
        }
    }

    private static string NameOf(EvaluatedPolicy policy, DecisionLog log) => policy switch
    {
        { Setting: { } setting and >= 0 } =>
            $"'{string.Join(", ", log.Texts(log.PlacesOf(setting)).Select(value => $"{value.Key} {value.Value}"))}'",
        { Name: "uniform" } => "all settings equally often",
        { Name: "learned" } => "the learned policy",
        _ => "the default",
    };

    private static string Listed(string[] items) =>
        items.Length <= 4 ? string.Join(", ", items) : $"{string.Join(", ", items.Take(4))} and {items.Length - 4} more";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
