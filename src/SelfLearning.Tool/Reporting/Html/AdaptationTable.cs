using System.Xml.Linq;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>The adaptations of the first run, with the learner's reasons, and the counts over all runs.</summary>
internal static class AdaptationTable
{
    /// <summary>The most adaptations that are listed.</summary>
    public const int MaximumRows = 200;

    /// <summary>The counts and the table.</summary>
    public static XElement Draw(ReplayReport report)
    {
        var first = report.Adaptations.Where(adaptation => adaptation.Seed == report.Settings.Seed).ToArray();
        var part = first.Length > MaximumRows ? $", the first {MaximumRows} of {Shown.Count(first.Length)}" : "";
        return Markup.Element(
            "div", null,
            Markup.Element("p", null, Counts(report)),
            Markup.Element("p", "note", first.Length == 0 ? "The first run has none." : $"Those of the first run{part}:"),
            first.Length == 0 ? null : Table(report, first));
    }

    private static XElement Table(ReplayReport report, ReplayedAdaptation[] adaptations) => Markup.Table(
        "Adaptations of the first run",
        ["-Context", "Call", "-Change", "Confidence", .. IsKnown(report) ? (string[])["Gain in the data"] : [], "-Reason"],
        adaptations.Take(MaximumRows).Select(adaptation => (object?[])
        [
            adaptation.Context, Shown.Count(adaptation.Call), Change(report, adaptation), Shown.Confidence(adaptation.Confidence),
            .. IsKnown(report) ? (string[])[Shown.Difference(adaptation.Truth) + (adaptation.Harmful == true ? " harmful" : "")] : [],
            Markup.Element("span", "reason", adaptation.Reason),
        ]));

    private static bool IsKnown(ReplayReport report) => report.Kind == ReplayReport.FullInformation;

    private static XElement Change(ReplayReport report, ReplayedAdaptation adaptation) => Markup.Element(
        "span", "values",
        report.Settings.Parameters.Length > 1 ? Markup.Element("span", "quiet", $"{adaptation.Parameter} ") : null,
        adaptation.Old, " → ", Markup.Element("b", null, adaptation.New),
        adaptation.IsInherited ? Markup.Element("small", null, " inherited from other contexts") : null,
        adaptation.IsRollback ? Markup.Element("small", null, " a rollback") : null,
        adaptation.RolledBack ? Markup.Element("small", null, " rolled back later") : null);

    private static string Counts(ReplayReport report)
    {
        var totals = report.Totals;
        var harmful = totals.Harmful is { } known
            ? $", {Shown.Count(known)} of them harmful (worse by more than {Shown.Confidence(ReplayedAdaptation.HarmfulLoss)} in the data)"
            : "";
        return $"{Shown.Count(totals.Adaptations, "adaptation")} in {Shown.Count(totals.Runs, "run")}{harmful}, {Shown.Count(totals.RolledBack)} rolled back later.";
    }
}
