using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SelfLearning.Tool.Replaying.Results;
using SelfLearning.Tool.Reporting.Html;

namespace SelfLearning.Tool.Tests.Reporting.Html;

public partial class HtmlReportTests
{
    private static readonly string[] Void = ["meta", "br", "col"];

    private static readonly string[] OfSvg = ["line", "circle", "path", "rect"];

    public static TheoryData<string> Kinds => ["full", "logged"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_page_is_well_formed_and_stands_alone(string kind)
    {
        var text = HtmlReport.Write(Make(kind));
        var page = Parse(text);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", text, StringComparison.Ordinal);
        Assert.Empty(page.Descendants("script").Concat(page.Descendants("link")).Concat(page.Descendants("img")).Concat(page.Descendants("iframe")));
        Assert.DoesNotMatch(Outside(), text);
        Assert.DoesNotContain(
            page.Descendants().Attributes(),
            attribute => attribute.Name.LocalName is "href" or "src" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        // In HTML only these may be without an end tag.
        Assert.DoesNotContain(
            page.Descendants(), element => element.IsEmpty && !Void.Contains(element.Name.LocalName) && !OfSvg.Contains(element.Name.LocalName));
        // What the writer escapes in a style would not be read as it was meant.
        Assert.DoesNotMatch("[<>&]", page.Descendants("style").Single().Value);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Headings_go_down_by_one_and_charts_have_a_text(string kind)
    {
        var page = Parse(HtmlReport.Write(Make(kind)));
        var levels = page.Descendants().Where(element => element.Name.LocalName is ['h', >= '1' and <= '6'])
            .Select(element => element.Name.LocalName[1] - '0').ToArray();
        Assert.Equal(1, levels.Count(level => level == 1));
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        var outer = page.Descendants("svg").Where(svg => !svg.Ancestors("svg").Any());
        Assert.All(outer, svg => Assert.True(svg.Attribute("aria-hidden") is not null || svg.Attribute("aria-label") is { Value.Length: > 20 }));
        Assert.All(page.Descendants("table"), table =>
        {
            Assert.NotNull(table.Element("caption"));
            Assert.Equal("0", table.Parent!.Attribute("tabindex")?.Value);
            var columns = table.Element("thead")!.Descendants("th").Count();
            Assert.All(table.Element("tbody")!.Elements("tr"), row => Assert.Equal(columns, row.Elements().Count()));
        });
    }

    [Fact]
    public void Whatever_the_data_say_is_text()
    {
        var report = SampleReport.Full(1, SampleReport.Hostile);
        report = report with { Settings = report.Settings with { File = SampleReport.Hostile, Feedback = SampleReport.Hostile }, Caveats = [SampleReport.Hostile] };
        var text = HtmlReport.Write(report);
        var page = Parse(text);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.Single(page.Descendants("style"));
        Assert.Equal("<script>alert(\"x\")</script>&amp;'\uFFFD\uFFFD 🎉</style>", page.Descendants("h1").Single().Value);
    }

    [Fact]
    public void The_same_report_makes_the_same_bytes() =>
        Assert.Equal(HtmlReport.Write(SampleReport.Full()), HtmlReport.Write(SampleReport.Full()));

    [Fact]
    public void A_partial_result_is_marked_on_top()
    {
        var page = Parse(HtmlReport.Write(SampleReport.Full() with { Partial = true }));
        Assert.Contains("Partial result.", page.Descendants("header").Single().Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Partial result.", HtmlReport.Write(SampleReport.Full()), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_found_is_a_page_too()
    {
        var report = SampleReport.Full(1) with
        {
            Adaptations = [],
            ConfidencePaths = [],
            Curve = [new CurvePoint(0, 1, 0.5, null, 0.5, 0.5, 0.5, 0.5)],
            Reliability = Reliability.Unknown,
            Caveats = [],
            Totals = new ReplayTotals(1, 1, 0.5, 0.5, null, 0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0, 0, null),
        };
        var page = Parse(HtmlReport.Write(report));
        Assert.Contains("does not differ clearly from never adapting", page.Value, StringComparison.Ordinal);
        Assert.Contains("0 adaptations in 1 run", page.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Learning curve", "Contexts", "Adaptations", "How to read this"], page.Descendants("h2").Select(heading => heading.Value));
    }

    [Fact]
    public void Hundreds_of_contexts_stay_readable()
    {
        var text = HtmlReport.Write(SampleReport.Full(300));
        var page = Parse(text);
        Assert.InRange(text.Length, 100_000, 2_000_000);
        Assert.Equal(24, page.Descendants("h3").Count());
        Assert.Contains("24 busiest of 300 contexts", page.Value, StringComparison.Ordinal);
        Assert.Equal(300, Rows(page, "The outcome in each context").Length);
    }

    [Fact]
    public void Places_in_the_plots_are_numbers_inside_of_them()
    {
        var page = Parse(HtmlReport.Write(SampleReport.Full()));
        var paths = page.Descendants("path").Select(path => path.Attribute("d")!.Value).Where(path => path.Length > 20).ToArray();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.All(
            path.Split(['M', 'L', 'Z', ' '], StringSplitOptions.RemoveEmptyEntries),
            number => Assert.InRange(double.Parse(number, CultureInfo.InvariantCulture), 0, 100)));
        // The learning curve rises, and up is towards 0.
        var learned = page.Descendants("path").First(path => path.Attribute("class")!.Value == "learned").Attribute("d")!.Value;
        var heights = learned.Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries)
            .Select(point => double.Parse(point.Split(' ')[1], CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(50, heights.Length);
        Assert.True(heights[0] > heights[^1]);
    }

    [Fact]
    public void Estimates_are_shown_with_their_intervals_and_the_verdict()
    {
        var page = Parse(HtmlReport.Write(SampleReport.Logged()));
        var rows = Rows(page, "Estimates from logged decisions");
        Assert.Equal(["learned, as it went along", "default plain", "all settings equally often", "always warm"], rows.Select(row => row[0]));
        Assert.Equal(["0.600 0.580 to 0.630", "9,000", "0.0%", "95.0%"], [rows[0][2], .. rows[0][^3..]]);
        Assert.Equal(("–", "100.0%"), (rows[3][4], rows[3][^2]));
        Assert.Contains("The intervals do not overlap: the learned policy is better.", page.Value, StringComparison.Ordinal);
        Assert.Contains("the log itself0.512", page.Value, StringComparison.Ordinal);
        Assert.Contains("12,000 of 60,000 rows accepted", page.Value, StringComparison.Ordinal);
    }

    private static ReplayReport Make(string kind) => kind == "full" ? SampleReport.Full() : SampleReport.Logged();

    private static XElement Parse(string text) => XElement.Parse(text["<!DOCTYPE html>".Length..]);

    private static string[][] Rows(XElement page, string caption) =>
    [
        .. page.Descendants("table").Single(table => table.Element("caption")!.Value == caption).Element("tbody")!.Elements("tr")
            .Select(row => row.Elements().Select(cell => cell.Value).ToArray()),
    ];

    [GeneratedRegex("https?:|url\\(|@import|//[a-z]")]
    private static partial Regex Outside();
}
