using System.Globalization;
using SelfLearning.Benchmarks.Comparing;
using Spectre.Console;

namespace SelfLearning.Benchmarks.Reporting;

/// <summary>Results as a table for people.</summary>
internal static class ResultTable
{
    /// <summary>The table.</summary>
    public static Table Of(IEnumerable<Result> results)
    {
        var table = new Table().Border(TableBorder.Markdown);
        foreach (var title in (string[])["workload", "ratio (low to high)", "a", "b", "unit", "bytes a / b", "must (stretch)", "verdict"])
            table.AddColumn(new TableColumn(title).NoWrap());
        foreach (var result in results)
        {
            table.AddRow(
                Markup.Escape(result.Name),
                result.Low is { } low ? $"{Text(result.Ratio)} ({Text(low)} to {Text(result.High!.Value)})" : Text(result.Ratio),
                Text(result.A),
                Text(result.B),
                Markup.Escape(result.Unit),
                result.BytesA is { } bytes ? $"{Text(bytes)} / {Text(result.BytesB!.Value)}" : "",
                Markup.Escape(string.Join(", ", result.Targets.Select(target => target.Text))),
                string.Join(", ", result.Targets.Select(target => target.Judge(result).ToString().ToUpperInvariant())));
        }

        return table;
    }

    /// <summary>The notes of the results that have one.</summary>
    public static IEnumerable<string> Notes(IEnumerable<Result> results) =>
        results.Where(result => result.Note is not null).Select(result => $"{result.Name}: {result.Note}");

    private static string Text(double figure) => Math.Abs(figure) switch
    {
        >= 1_000 => figure.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => figure.ToString("0.#", CultureInfo.InvariantCulture),
        _ => figure.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
