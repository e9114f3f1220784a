using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>Stated confidence against how often it was right. On the diagonal both are the same.</summary>
internal static class ReliabilityChart
{
    private const double LargestDot = 11, SmallestDot = 3;

    /// <summary>The diagram, and its numbers as a table.</summary>
    public static XElement Draw(Reliability reliability)
    {
        var plot = new Plot(Scale.Unit, Scale.Unit);
        plot.Line("diagonal", [(0, 0), (1, 1)]);
        AddDots(plot, "candidate", reliability.Candidates, "values on trial");
        AddDots(plot, "adopted", reliability.Adaptations, "adaptations");
        return Markup.Element(
            "figure", "side",
            Markup.Element(
                "div", null,
                plot.Draw(
                    300, "Reliability diagram: the share of values that are truly better in the data, for each tenth of stated confidence. The table has the numbers.",
                    "stated confidence", "truly better in the data"),
                Markup.Element(
                    "figcaption", "legend", Swatch("candidate", "values on trial"), Swatch("adopted", "applied adaptations"),
                    Legend.Entry("diagonal", "as stated"))),
            Markup.Table(
                "Confidence against the data",
                ["-Confidence", "Values on trial", "mean confidence", "truly better", "Adaptations", "mean confidence", "truly better"],
                Rows(reliability)));
    }

    private static void AddDots(Plot plot, string cssClass, ImmutableArray<ReliabilityBin> bins, string what)
    {
        var most = bins.Select(bin => bin.Count).DefaultIfEmpty(1).Max();
        foreach (var bin in bins)
        {
            if (bin is not { MeanConfidence: { } confidence, Better: { } better, Count: > 0 }) continue;
            // The area tells the count; the smallest are kept visible.
            var radius = Math.Max(SmallestDot, LargestDot * Math.Sqrt((double)bin.Count / most));
            plot.Dot(
                cssClass, confidence, better, radius,
                $"{Shown.Count(bin.Count)} {what}: mean confidence {Shown.Confidence(confidence)}, {Shown.Share(better)} truly better");
        }
    }

    private static IEnumerable<object?[]> Rows(Reliability reliability)
    {
        var tenths = reliability.Candidates.Concat(reliability.Adaptations).Select(bin => (bin.From, bin.To)).Distinct().Order();
        foreach (var (from, to) in tenths)
        {
            var (candidates, adaptations) = (Find(reliability.Candidates, from), Find(reliability.Adaptations, from));
            if ((candidates?.Count ?? 0) + (adaptations?.Count ?? 0) == 0) continue;
            yield return [string.Create(CultureInfo.InvariantCulture, $"{from:0.0}–{to:0.0}"), .. Cells(candidates), .. Cells(adaptations)];
        }
    }

    private static object?[] Cells(ReliabilityBin? bin) =>
        [Shown.Count(bin?.Count ?? 0), Shown.Confidence(bin?.MeanConfidence), Shown.Share(bin?.Better)];

    private static ReliabilityBin? Find(ImmutableArray<ReliabilityBin> bins, double from) => bins.FirstOrDefault(bin => bin.From == from);

    private static XElement Swatch(string cssClass, string name) => Markup.Element(
        "span", "entry",
        Markup.Element(
            "svg", null, Markup.Attribute("width", "14"), Markup.Attribute("height", "14"), Markup.Attribute("aria-hidden", "true"),
            Markup.Element("circle", cssClass, Markup.Attribute("cx", "7"), Markup.Attribute("cy", "7"), Markup.Attribute("r", "6"))),
        " ", name);
}
