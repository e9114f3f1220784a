using SelfLearning.Demo.Compression;
using Spectre.Console;

namespace SelfLearning.Demo.Reporting;

/// <summary>The result as a table, for terminals.</summary>
internal static class TableReport
{
    public static void Write(IAnsiConsole console, RunReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators();
        foreach (var column in new[] { "content type", "operations", "default", "learned", "before (n)", "after (n)", "confidence", "reason" })
            table.AddColumn(new TableColumn(column));
        foreach (var score in report.Contexts) table.AddRow([.. Row(score).Select(Markup.Escape)]);
        console.Write(table);
        foreach (var line in ReportText.Summary(report)) console.WriteLine(line);
    }

    // The reason shown is that of the last adaptation; all of them are in the plain lines.
    private static IEnumerable<string> Row(ContextScore score)
    {
        var last = score.Adaptations.LastOrDefault();
        yield return score.ContentType;
        yield return ReportText.Invariant($"{score.Operations:N0}");
        yield return Setting.Default.ToString();
        yield return score.InUse.ToString();
        yield return ReportText.Of(score.Default);
        yield return ReportText.Of(score.Learned);
        yield return last is null ? "-" : ReportText.Invariant($"{last.Confidence:0.00}");
        yield return last?.Reason ?? (score.InUse == Setting.Default ? ReportText.Verdict(score) : "learned in an earlier run");
    }
}
