using System.Globalization;
using SelfLearning.Tool.Evaluation.Output;
using SelfLearning.Tool.Replaying.Results;
using Spectre.Console;

namespace SelfLearning.Tool.Replaying.Output;

/// <summary>The report as text that fits in 80 columns.</summary>
internal static class ReplayText
{
    private const int MostContexts = 40;
    private const int MostAdaptations = 40;
    private const int LongestContext = 22;

    public static void Write(IAnsiConsole console, ReplayReport report)
    {
        WriteHead(console, report);
        WriteContexts(console, report);
        WriteValues(console, report);
        if (report.Kind == ReplayReport.Logged) EstimateText.Write(console, report);
        else WriteTotals(console, report.Totals);
        WriteAdaptations(console, report);
        console.WriteLine("What cannot be concluded:");
        WriteList(console, report.Caveats.Select(caveat => ("-", caveat)));
        if (report.Partial) console.WriteLine("PARTIAL: interrupted; the numbers rest on what was done until then.");
    }

    private static void WriteHead(IAnsiConsole console, ReplayReport report)
    {
        var (settings, data) = (report.Settings, report.Data);
        if (report.Partial) console.WriteLine("PARTIAL: interrupted; the numbers rest on what was done until then.");
        var isLog = report.Kind == ReplayReport.Logged;
        console.WriteLine(Text($"{settings.File}: {data.Rows:N0} {(isLog ? "logged decisions" : Text($"rows, {data.Items:N0} items"))}, {data.Settings:N0} settings, {report.Contexts.Length:N0} contexts"));
        console.WriteLine(Text($"{report.Totals.Runs:N0} of {settings.Seeds:N0} runs {(isLog ? "over all rows" : Text($"of {settings.Calls:N0} calls"))}"));
        console.WriteLine(Text($"threshold {settings.Threshold}, pooling {settings.Pooling}, feedback after 0 to {settings.Delay} calls"));
        console.WriteLine();
    }

    private static void WriteContexts(IAnsiConsole console, ReplayReport report)
    {
        if (report.Kind == ReplayReport.Logged) EstimateText.WriteContexts(console, report.Contexts.Take(MostContexts));
        else Tables.Write(
            console,
            "Mean expected feedback a call; half: of the second half of the calls",
            ["context", "traffic", "default", "learned", "half", "fixed", "best", "uniform", "oracle"],
            report.Contexts.Take(MostContexts).Select(context => new[]
            {
                Cut(context.Context), Text($"{context.Traffic:P1}"), Numbers.Share(context.Never), Numbers.Share(context.LearnedMean),
                Numbers.Share(context.LearnedSecondHalf), Numbers.Share(context.BestFixed), Numbers.Share(context.BestPerContext),
                Numbers.Share(context.Uniform), Numbers.Share(context.Oracle),
            }));
        if (report.Contexts.Length <= MostContexts) return;
        console.WriteLine(Text($"... and {report.Contexts.Length - MostContexts:N0} contexts with less traffic (all are in the JSON)."));
        console.WriteLine();
    }

    private static void WriteValues(IAnsiConsole console, ReplayReport report)
    {
        var standard = string.Join(", ", report.Settings.Parameters.Select(parameter => $"{parameter.Name}={parameter.Default}"));
        console.WriteLine($"The default is {standard}.");
        console.WriteLine(report.Contexts.Any(context => context.Best is not null)
            ? "What was most often in use at the end (share of the runs), and what is best in the data:"
            : "What was most often in use at the end (share of the runs):");
        WriteList(console, report.Contexts.Take(MostContexts).Select(context => (
            Cut(context.Context),
            Text($"{Changes(context.Learned, context.Default)} ({context.LearnedShare:P0})")
                + (context.Best is { } best ? $"; best {Changes(best, context.Default)}" : ""))));
    }

    private static void WriteTotals(IAnsiConsole console, ReplayTotals totals)
    {
        var errors = totals.StandardErrors;
        Tables.Write(
            console,
            "All contexts: mean expected feedback a call, ± standard error over the runs",
            ["", "mean", "±", "- never"],
            [
                Row("default (never adapting)", totals.Never, errors?.Never),
                Row("learned", totals.Learned, errors?.Learned),
                Row("learned, second half", totals.LearnedSecondHalf, errors?.LearnedSecondHalf),
                Row("fixed: best for all", totals.BestFixed, errors?.BestFixed),
                Row("best per context", totals.BestPerContext, errors?.BestPerContext),
                Row("uniform", totals.Uniform, errors?.Uniform),
                Row("oracle per item", totals.Oracle, errors?.Oracle),
            ]);

        string[] Row(string name, double? mean, double? error) =>
        [
            name, Number(mean), Number(error), mean is { } m && totals.Never is { } never ? Text($"{m - never:+0.0000;-0.0000;0.0000}") : Numbers.None,
        ];
    }

    private static void WriteAdaptations(IAnsiConsole console, ReplayReport report)
    {
        var totals = report.Totals;
        var harmful = totals.Harmful is { } count ? Text($"{count:N0} harmful (worse in the data by more than {ReplayedAdaptation.HarmfulLoss}), ") : "";
        console.WriteLine(Text(
            $"{totals.Adaptations:N0} adaptations in all runs, {totals.AdaptationsPerRun:0.0} a run; {harmful}{totals.RolledBack:N0} rolled back."));
        var first = report.Adaptations.Where(adaptation => adaptation.Seed == report.Settings.Seed).ToList();
        if (first.Count == 0)
        {
            console.WriteLine();
            return;
        }

        var shown = first.Count > MostAdaptations ? Text($" (the first {MostAdaptations} of {first.Count:N0})") : "";
        console.WriteLine($"Those of the first run{shown}{(totals.Harmful is null ? "" : ", with the difference in the data")}:");
        WriteList(console, first.Take(MostAdaptations).Select(adaptation => (
            Text($"{adaptation.Call:N0}"),
            $"{adaptation.Context}: {adaptation.Parameter} {adaptation.Old} -> {adaptation.New}{InTheData(adaptation.Truth)}. {adaptation.Reason}")));
    }

    private static void WriteList(IAnsiConsole console, IEnumerable<(string Name, string Text)> lines)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(0, 0, 1, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach (var (name, text) in lines) grid.AddRow(Markup.Escape(name), Markup.Escape(text));
        console.Write(grid);
        console.WriteLine();
    }

    // What a setting has other than the default.
    private static string Changes(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> standard)
    {
        var changed = values.Where(value => value.Value != standard[value.Key]).Select(value => $"{value.Key}={value.Value}").ToList();
        return changed.Count == 0 ? "the default" : string.Join(", ", changed);
    }

    internal static string Cut(string text) => text.Length <= LongestContext ? text : text[..(LongestContext - 3)] + "...";

    private static string Number(double? number) => number is { } n ? Text($"{n:0.0000}") : Numbers.None;

    private static string InTheData(double? truth) => truth is null ? "" : Text($" (in the data {truth:+0.000;-0.000;0.000})");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
