using System.Xml.Linq;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>The head of the page: what was replayed, the result in one sentence, and the means that matter.</summary>
internal static class Summary
{
    // So many standard errors apart are called a difference.
    private const double Clear = 2;

    /// <summary>The head.</summary>
    public static XElement Draw(ReplayReport report) => Markup.Element(
        "header", null,
        Markup.Element("p", "kicker", "Self-Learning Orleans · replay"),
        Markup.Element("h1", null, report.Settings.File),
        report.Partial
            ? Markup.Element(
                "p", "partial", Markup.Element("b", null, "Partial result. "), "The replay was interrupted: all numbers rest on what was done until then.")
            : null,
        Markup.Element("p", "lead", report.Kind == ReplayReport.Logged ? Logged(report) : Full(report)),
        Figures(report),
        Settings(report));

    private static string Full(ReplayReport report)
    {
        var totals = report.Totals;
        if (totals is not { Learned: { } learned, Never: { } never }) return "No call was made.";
        var (gain, error) = (learned - never, totals.StandardErrors?.Gain);
        var against = (error is { } known && Math.Abs(gain) < Clear * known) || Math.Abs(gain) < 0.0005
            ? "which does not differ clearly from never adapting"
            : $"{Shown.Mean(Math.Abs(gain))} {(gain > 0 ? "more" : "less")} than never adapting";
        var within = totals.BestPerContext is { } best && best - never >= ContextTable.NextToNothing && totals.LearnedSecondHalf is { } half
            ? $" In the second half of the calls it has {Shown.Share((half - never) / (best - never))} of what the best setting of each context would gain."
            : "";
        return $"The learner reaches a mean feedback of {Shown.Mean(learned)}, {against}.{within}";
    }

    private static string Logged(ReplayReport report)
    {
        var learned = report.Estimates.FirstOrDefault(estimate => estimate.Policy == "learned")?.DoublyRobust;
        var never = report.Estimates.FirstOrDefault(estimate => estimate.Policy == "default")?.DoublyRobust;
        if (learned is null || never is null) return "No row was evaluated.";
        var verdict = learned.Lower > never.Upper ? "The intervals do not overlap: the learned policy is better."
            : never.Lower > learned.Upper ? "The intervals do not overlap: the learned policy is worse."
            : "The intervals overlap: this log does not show a difference.";
        return $"The learned policy would have earned {Interval(learned)} as it went along, the default {Interval(never)} (doubly robust). {verdict}";
    }

    private static string Interval(IntervalEstimate interval) =>
        $"{Shown.Mean(interval.Estimate)} (between {Shown.Mean(interval.Lower)} and {Shown.Mean(interval.Upper)})";

    private static XElement Figures(ReplayReport report)
    {
        var (totals, errors) = (report.Totals, report.Totals.StandardErrors);
        (string Class, string Name, double? Mean, double? Error)[] all =
        [
            ("never", "never adapting", totals.Never, errors?.Never),
            ("learned", "learned", totals.Learned, errors?.Learned),
            ("learned", "learned, second half", totals.LearnedSecondHalf, errors?.LearnedSecondHalf),
            ("fixed", "best single setting", totals.BestFixed, errors?.BestFixed),
            ("best", "best of each context", totals.BestPerContext, errors?.BestPerContext),
            ("uniform", "all equally often", totals.Uniform, errors?.Uniform),
            ("uniform", "the log itself", report.Data.LoggedMean, null),
        ];
        return Markup.Element(
            "dl", "figures",
            all.Where(figure => figure.Mean is not null).Select(figure => Markup.Element(
                "div", figure.Class,
                Markup.Element("dt", null, figure.Name),
                Markup.Element("dd", null, Shown.Mean(figure.Mean), Markup.Element("small", null, Shown.Error(figure.Error))))));
    }

    private static XElement Settings(ReplayReport report)
    {
        var (settings, data) = (report.Settings, report.Data);
        var parameters = settings.Parameters.Select(
            parameter => $"{parameter.Name} ({Shown.Count(parameter.Values.Length, "value")}, default {parameter.Default})");
        string?[] facts =
        [
            report.Kind == ReplayReport.Logged
                ? Shown.Count(data.Rows, "logged decision")
                : $"{Shown.Count(data.Rows, "row")}, {Shown.Count(data.Items, "item")}, every setting's feedback known",
            Shown.Count(report.Contexts.Length, "context"),
            $"{(settings.Parameters.Length == 1 ? "parameter" : "parameters")} {string.Join(", ", parameters)}",
            $"feedback from column {settings.Feedback}{(settings.Bernoulli ? ", drawn as 0 or 1" : "")}{(settings.Penalty is { } penalty ? $", less {penalty}" : "")}",
            settings.Where.Length > 0 ? $"where {string.Join(" and ", settings.Where)}" : null,
            report.Kind == ReplayReport.Logged
                ? Shown.Count(report.Totals.Runs, "run")
                : $"{Shown.Count(report.Totals.Runs, "run")} of {Shown.Count(settings.Calls, "call")}",
            settings.Adapt ? $"adaptation from a confidence of {Shown.Confidence(settings.Threshold)}" : "no adaptation",
            settings.Pooling > 0 ? $"pooling {Shown.Confidence(settings.Pooling)}" : null,
            $"feedback up to {Shown.Count(settings.Delay, "call")} late",
        ];
        return Markup.Element("p", "settings", string.Join(" · ", facts.OfType<string>()));
    }
}
