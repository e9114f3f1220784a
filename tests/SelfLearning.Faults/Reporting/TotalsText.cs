using System.Globalization;
using System.Text.Json;

namespace SelfLearning.Faults.Reporting;

/// <summary>The totals as one line.</summary>
internal static class TotalsText
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string AsJson(Totals totals) => JsonSerializer.Serialize(totals, Json);

    public static string AsText(Totals totals)
    {
        var kinds = string.Join(", ", totals.Unavailable.Select(kind => string.Create(
            CultureInfo.InvariantCulture, $"{kind.Kind} x{kind.Times} {kind.Median:0.0}/{kind.Max:0.0} (feedback {kind.FeedbackMedian:0.0}/{kind.FeedbackMax:0.0})")));
        var leftOut = totals.LeftOut.Count > 0 ? $"; left out on this machine: {string.Join(", ", totals.LeftOut)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(totals.Passed ? "passed" : "FAILED")}: seed {totals.Seed}, {totals.Minutes} min, {totals.Silos} silos on {totals.Storage}: "
            + $"operations {totals.Operations}, acknowledged {totals.Acknowledged}, counted {Text(totals.Counted)}, lost {Text(totals.Lost)}, "
            + $"double-counted {Text(totals.DoubleCounted)}; unavailable seconds, median/max: {(kinds.Length > 0 ? kinds : "no fault")}; "
            + $"failed calls {totals.FailedCalls}, given up {totals.GivenUp}, slowest call {totals.SlowestCall:0.0} s, feedbacks {totals.AcknowledgedFeedbacks}, "
            + $"unanswered {totals.Unanswered}, refused {totals.Refused}, not whole {totals.NotWhole}, learning cycles {totals.LearningCycles}, "
            + $"adaptations {totals.Adaptations}, silos ended by themselves {totals.EndedByThemselves}{leftOut}");
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "not known";
}
