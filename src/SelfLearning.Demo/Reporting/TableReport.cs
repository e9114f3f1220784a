using SelfLearning.Demo.Compression;
using Spectre.Console;

namespace SelfLearning.Demo.Reporting;

/// <summary>The result as a table that fits in 80 columns, with the reasons below it, for terminals.</summary>
internal static class TableReport
{
    public static void Write(IAnsiConsole console, RunReport report)
    {
        var table = new Table().Border(TableBorder.Horizontal);
        foreach (var column in new[] { "type", "calls", "default", "learned", "before (n)", "after (n)", "conf", "result" })
            table.AddColumn(new TableColumn(column).PadLeft(0).PadRight(1));
        foreach (var index in new[] { 1, 4, 5, 6 }) table.Columns[index].RightAligned();
        foreach (var score in report.Contexts) table.AddRow([.. Row(score).Select(Markup.Escape)]);
        console.Write(table);
        WriteReasons(console, report);
        foreach (var line in ReportText.Summary(report)) console.WriteLine(line);
    }

    private static IEnumerable<string> Row(ContextScore score)
    {
        yield return score.ContentType;
        yield return ReportText.Invariant($"{score.Operations:N0}");
        yield return Setting.Default.ToString();
        yield return score.InUse.ToString();
        yield return ReportText.Of(score.Default);
        yield return ReportText.Of(score.Learned);
        yield return score.Adaptations.LastOrDefault() is { } last ? ReportText.Invariant($"{last.Confidence:0.00}") : "-";
        yield return ReportText.Verdict(score);
    }

    private static void WriteReasons(IAnsiConsole console, RunReport report)
    {
        if (report.Adaptations == 0) return;
        var reasons = new Grid().AddColumn(new GridColumn().NoWrap().Padding(0, 0, 1, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach (var score in report.Contexts)
            foreach (var adaptation in score.Adaptations)
                reasons.AddRow(Markup.Escape(score.ContentType), Markup.Escape($"{ReportText.Of(adaptation)}: {adaptation.Reason}"));
        console.WriteLine("Why, for each adaptation:");
        console.Write(reasons);
        console.WriteLine();
    }
}
