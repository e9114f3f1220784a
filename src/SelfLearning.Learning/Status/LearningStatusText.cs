using System.Collections.Immutable;
using System.Globalization;

namespace SelfLearning.Learning;

/// <summary>The sentences of <see cref="LearningStatusRule"/>.</summary>
internal static class LearningStatusText
{
    private const int ListedPins = 3;

    public const string StorageUnavailable =
        "Storage cannot be used now: calls get the values in use, and feedback is neither accepted nor learned until storage answers again.";

    public const string AdaptationOff =
        "Learning is switched off for this module (EnableAdaptation is false): the values in use stay, and operations and feedback are only recorded.";

    public const string ModeOff =
        "Learning is switched off for this module (LearningMode is Off): the values in use stay, and operations and feedback are only recorded.";

    public const string NothingTried =
        "No call tries another value (ExplorationRate is 0), so there is nothing to compare the values in use with.";

    public const string NoParameters = "This module has no parameters: it is measured, and there is nothing to change.";

    public static string Waiting(Adaptation latest, int count, Pin? pin)
    {
        var waiting = count == 1
            ? Text($"Adaptation {latest.Id} waits for approval: it changes")
            : Text($"{count} adaptations wait for approval; the latest, number {latest.Id}, changes");
        var confidence = latest.LearnedConfidence is { } learned ? Text($" (confidence {learned:0.00})") : "";
        var held = pin is null ? "" : $"; the parameter is pinned by {pin.PinnedBy}, so it is not applied without a person";
        return Text($"{waiting} '{latest.ParameterName}' from '{latest.OldValue}' to '{latest.NewValue}'{confidence}{held}.");
    }

    public static string Pinned(ImmutableArray<Pin> pins)
    {
        var which = string.Join(", ", pins.Take(ListedPins).Select(pin => $"'{pin.ParameterName}' at '{pin.Value}' by {pin.PinnedBy}"));
        var more = pins.Length > ListedPins ? Text($" and {pins.Length - ListedPins} more") : "";
        return pins.Length == 1
            ? $"The only parameter is pinned, so nothing may be changed: {which}."
            : Text($"All {pins.Length} parameters are pinned, so nothing may be changed: {which}{more}.");
    }

    public static string Adapted(Adaptation adaptation, DateTimeOffset now)
    {
        var back = adaptation.Undoes is null ? "" : " back";
        var from = adaptation.Evidence == EvidenceOrigin.Inherited ? ", inherited from other contexts" : "";
        var by = adaptation.DecidedBy == "learner" ? "" : $", approved by {adaptation.DecidedBy}";
        return Text(
            $"It learns: '{adaptation.ParameterName}' was changed{back} from '{adaptation.OldValue}' to '{adaptation.NewValue}' {Ago(now - adaptation.DecidedAt)} (adaptation {adaptation.Id}, confidence {adaptation.Confidence:0.00}{from}{by}).");
    }

    public static string NoFeedback(int needed, long late, long outdated)
    {
        var lost = (late, outdated) switch
        {
            (0, 0) => "",
            (_, 0) => Text($" ({late} came too late to be counted)"),
            (0, _) => Text($" ({outdated} spoke of a value that is gone)"),
            _ => Text($" ({late} came too late to be counted, {outdated} spoke of a value that is gone)"),
        };
        return Text($"There is no feedback to learn from yet{lost}: learning begins with {Feedbacks(needed)}.");
    }

    public static string TooFewQueued(int queued, int needed, TimeSpan interval) =>
        Text($"There {(queued == 1 ? "is" : "are")} {Feedbacks(queued)} so far, too few to learn from: a learning cycle begins with {needed}, or when none is added for {Span(interval)}.");

    public static string Queued(int queued) => Text($"It learns: {Feedbacks(queued)} {(queued == 1 ? "waits" : "wait")} for the first learning cycle.");

    public static string TooFew(ValueComparison known, long learned, int needed) => Text(
        $"{Feedbacks(learned)} {(learned == 1 ? "was" : "were")} learned, too few to compare values: '{known.ParameterName}' = '{known.Value}' on trial has {known.Count} and '{known.ValueInUse}' in use has {known.CountInUse}, and each needs {needed}.");

    public static string BelowThreshold(ValueComparison best, double threshold) => best.Confidence is { } confidence
        ? Text($"{Better(best)}, but the confidence of {confidence:0.00} is below the threshold of {threshold:0.00}.")
        : Text($"{Better(best)}, but the learner has not proposed it with a confidence of {threshold:0.00}, the threshold.");

    public static string BelowThreshold(Adaptation rejected, double threshold) => Text(
        $"Adaptation {rejected.Id} of '{rejected.ParameterName}' from '{rejected.OldValue}' to '{rejected.NewValue}' was not applied: its confidence of {rejected.Confidence:0.00} was below the threshold, which is {threshold:0.00} now.");

    public static string Learning(ValueComparison best, double threshold)
    {
        var confidence = best.Confidence is { } known ? Text($"; its confidence is {known:0.00}, and {threshold:0.00} is needed") : "";
        return Text($"It learns: '{best.ParameterName}' = '{best.Value}' is being compared with '{best.ValueInUse}' in use ({Figures(best)}){confidence}.");
    }

    public static string NoDifference(ValueComparison best) => Text(
        $"No difference worth a change was found: the best value on trial, '{best.ParameterName}' = '{best.Value}', is much like '{best.ValueInUse}' in use ({Figures(best)}).");

    public static string NothingOnTrial(long learned) =>
        Text($"{Feedbacks(learned)} {(learned == 1 ? "was" : "were")} learned and no change follows from {(learned == 1 ? "it" : "them")}: no other value is on trial.");

    private static string Better(ValueComparison best) => Text(
        $"'{best.ParameterName}' = '{best.Value}' looks better than '{best.ValueInUse}' in use ({Figures(best)})");

    private static string Figures(ValueComparison best) => Text(
        $"difference in quality {best.Difference:+0.000;-0.000;0.000}, 95 % interval {best.Low:+0.000;-0.000;0.000} to {best.High:+0.000;-0.000;0.000}, from {best.Count} and {best.CountInUse} feedbacks");

    private static string Feedbacks(long count) => count == 1 ? "1 feedback" : Text($"{count:N0} feedbacks");

    private static string Ago(TimeSpan age) => age < TimeSpan.FromMinutes(1) ? "less than a minute ago" : $"{Span(age)} ago";

    // In whole units, the largest that has at least one.
    private static string Span(TimeSpan span)
    {
        var (count, unit) = span switch
        {
            { TotalDays: >= 1 } => (span.TotalDays, "day"),
            { TotalHours: >= 1 } => (span.TotalHours, "hour"),
            { TotalMinutes: >= 1 } => (span.TotalMinutes, "minute"),
            _ => (span.TotalSeconds, "second"),
        };
        return Text($"{(long)count} {unit}{((long)count == 1 ? "" : "s")}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
