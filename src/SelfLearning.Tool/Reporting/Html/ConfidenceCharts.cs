using System.Xml.Linq;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>The confidence in each value on trial over the calls of the first run: one small chart for each context.</summary>
internal static class ConfidenceCharts
{
    /// <summary>The most contexts that get a chart.</summary>
    public const int MaximumCharts = 24;

    // So many values have a colour of their own; the others are grey.
    private const int Named = 5;

    // Above the threshold of every setting but the strictest.
    private const double NoteHeight = 0.9;

    /// <summary>The charts of the busiest contexts.</summary>
    public static XElement Draw(ReplayReport report)
    {
        var paths = report.ConfidencePaths.ToLookup(path => path.Context, StringComparer.Ordinal);
        var contexts = report.Contexts.Select(context => context.Context).Where(paths.Contains).ToArray();
        var named = NamedValues(report);
        var last = Math.Max(1, report.ConfidencePaths.SelectMany(path => path.Points).Select(point => point.Call).DefaultIfEmpty(1).Max());
        return Markup.Element(
            "div", null,
            contexts.Length > MaximumCharts
                ? Markup.Element("p", "note", $"The {MaximumCharts} busiest of {Shown.Count(contexts.Length)} contexts with candidates are shown.")
                : null,
            Markup.Element("div", "multiples", contexts.Take(MaximumCharts).Select(context => Chart(report, context, [.. paths[context]], named, last))));
    }

    private static XElement Chart(ReplayReport report, string context, ConfidencePath[] paths, (string Parameter, string Value)[] named, int last)
    {
        var changes = report.Adaptations.Where(a => a.Seed == report.Settings.Seed && a.Context == context).ToArray();
        var ordered = paths.OrderBy(path => Place(named, path)).ToArray();
        var others = ordered.Count(path => Place(named, path) == Named);
        var plot = new Plot(new Scale(0, last), Scale.Unit);
        plot.Level("threshold", report.Settings.Threshold);
        foreach (var path in ordered.Reverse())
            plot.Line(ClassOf(Place(named, path)), path.Points.Select(point => ((double)point.Call, point.Confidence)));
        foreach (var change in changes) plot.Mark(change.IsRollback ? "change back" : "change", change.Call, Says(report, change));
        // More would cover each other; all of them are in the table.
        if (changes is [var only]) plot.Note("says", only.Call, NoteHeight, $"→ {only.New}");
        return Markup.Element(
            "figure", null,
            Markup.Element("h3", null, context),
            plot.Draw(120, Describe(report, context, ordered, changes), "calls", "confidence"),
            Markup.Element(
                "figcaption", "legend",
                ordered.SkipLast(others).Select(path => Legend.Entry(ClassOf(Place(named, path)), NameOf(report, path.Parameter, path.Value))),
                others > 0 ? Legend.Entry("other", Shown.Count(others, "other value")) : null));
    }

    private static string Describe(ReplayReport report, string context, ConfidencePath[] paths, ReplayedAdaptation[] changes) =>
        $"Confidence over time in {context}. Highest: "
        + string.Join(", ", paths.OrderByDescending(Highest).Take(Named).Select(path => $"{NameOf(report, path.Parameter, path.Value)} {Shown.Confidence(Highest(path))}"))
        + (changes.Length == 0 ? ". No adaptation." : $". Adaptations: {string.Join("; ", changes.Select(change => Says(report, change)))}.");

    // The values that came furthest anywhere have the same line in all charts.
    private static (string Parameter, string Value)[] NamedValues(ReplayReport report) =>
    [
        .. report.ConfidencePaths.GroupBy(path => (path.Parameter, path.Value)).OrderByDescending(group => group.Max(Highest)).Take(Named)
            .Select(group => group.Key),
    ];

    private static int Place((string Parameter, string Value)[] named, ConfidencePath path) =>
        Array.IndexOf(named, (path.Parameter, path.Value)) is var place and >= 0 ? place : Named;

    private static string Says(ReplayReport report, ReplayedAdaptation change) =>
        $"call {Shown.Count(change.Call)}: {NameOf(report, change.Parameter, change.Old)} → {change.New}{(change.IsRollback ? ", rollback" : "")}";

    private static string NameOf(ReplayReport report, string parameter, string value) =>
        report.Settings.Parameters.Length == 1 ? value : $"{parameter} {value}";

    private static double Highest(ConfidencePath path) => path.Points.Max(point => point.Confidence) ?? 0;

    private static string ClassOf(int place) => place < Named ? $"value value{place}" : "other";
}
