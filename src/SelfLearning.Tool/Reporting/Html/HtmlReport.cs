using System.Reflection;
using System.Xml.Linq;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>
/// A replay as one page for people: no script, nothing from elsewhere, the same bytes for the same report. Made from the
/// <see cref="ReplayReport"/> alone.
/// </summary>
internal static class HtmlReport
{
    /// <summary>The page as text.</summary>
    public static string Write(ReplayReport report) => Markup.Write(Markup.Element(
        "html", null, Markup.Attribute("lang", "en"),
        Markup.Element(
            "head", null,
            Markup.Element("meta", null, Markup.Attribute("charset", "utf-8")),
            Meta("viewport", "width=device-width, initial-scale=1"),
            Meta("color-scheme", "light dark"),
            Markup.Element("title", null, $"Replay of {report.Settings.File}"),
            Markup.Element("style", null, Style())),
        Markup.Element("body", null, Markup.Element("main", null, Summary.Draw(report), Sections(report)))));

    private static IEnumerable<XElement> Sections(ReplayReport report)
    {
        if (report.Curve.Length > 0)
        {
            yield return Section(
                "Learning curve", "Mean feedback of the calls along a run, with what a policy that does not learn would have got on the very same calls.",
                CurveChart.Draw(report.Curve));
        }

        if (report.Estimates.Length > 0)
        {
            yield return Section(
                "What each policy would have earned",
                "Estimated from decisions another policy made. Each row of lines is a policy: a dot for the estimate, a line for its interval.",
                RejectionNote.Draw(report), EstimateTable.Draw(report.Estimates));
        }

        if (report.Contexts.Length > 0)
            yield return Section("Contexts", "Every context learns on its own. The busiest come first.", ContextTable.Draw(report));
        if (report.ConfidencePaths.Length > 0)
        {
            yield return Section(
                "Confidence over time",
                "The first run. A line is the confidence that a value is better than the one in use; it ends while the value is in use itself. Dashed: the threshold. "
                    + "Vertical: an adaptation.",
                ConfidenceCharts.Draw(report));
        }

        if (report.Reliability.Candidates.Any(bin => bin.Count > 0))
        {
            yield return Section(
                "What confidence was worth",
                "Stated confidence against the share of values that really are better in the data. Larger dots stand for more values.",
                ReliabilityChart.Draw(report.Reliability));
        }

        yield return Section("Adaptations", null, AdaptationTable.Draw(report));
        if (report.Caveats.Length > 0)
        {
            yield return Section(
                "What cannot be concluded", null, Markup.Element("ul", "caveats", report.Caveats.Select(caveat => Markup.Element("li", null, caveat))));
        }

        yield return Section("How to read this", null, ReadingGuide.Draw(report));
    }

    private static XElement Section(string heading, string? introduction, params object?[] content) => Markup.Element(
        "section", null, Markup.Element("h2", null, heading), introduction is null ? null : Markup.Element("p", "intro", introduction), content);

    private static XElement Meta(string name, string content) =>
        Markup.Element("meta", null, Markup.Attribute("name", name), Markup.Attribute("content", content));

    private static string Style()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("SelfLearning.Tool.Report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
