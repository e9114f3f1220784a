using System.Globalization;
using SelfLearning.Tool.Evaluation.Pooling;
using SelfLearning.Tool.Evaluation.Results;
using Spectre.Console;

namespace SelfLearning.Tool.Evaluation.Output;

/// <summary>What pooling gains, and whom it misleads, as tables that fit in 80 columns.</summary>
internal static class PoolingTables
{
    private const string NullWorld = "null";

    public static void Write(IAnsiConsole console, PoolingReport report)
    {
        if (report.Worlds.Count > 0)
        {
            WriteGains(console, report);
            WriteMisled(console, report);
            WriteAboveBound(console, report);
        }

        var modules = report.Worlds.Select(w => w.Modules).DefaultIfEmpty().Min();
        console.WriteLine(report.Partial
            ? $"PARTIAL: stopped early. The last rows rest on fewer than {report.Seeds} modules, as few as {modules}, or are missing."
            : Text($"{report.Seeds} modules of each world, with {report.Contexts} contexts and {report.Calls:N0} calls each."));
    }

    private static void WriteGains(IAnsiConsole console, PoolingReport report) => Tables.Write(
        console,
        Text($"Many contexts, alone and pooled with strength {report.Pooling}: gain a call, changes a module"),
        ["world", "learner", "gain", "±", "of best", "changes", "±", "better", "harmful", "inherited"],
        Rows(report, row =>
        [
            Numbers.Gain(row.Gain.Value), Numbers.Gain(row.Gain.Error), Numbers.Share(row.OracleShare), Numbers.Rate(row.Adaptations.Value),
            Numbers.Rate(row.Adaptations.Error), Numbers.Share(row.Better), Numbers.Share(row.Harmful), Numbers.Share(row.Inherited),
        ]),
        texts: 2);

    private static void WriteMisled(IAnsiConsole console, PoolingReport report) => Tables.Write(
        console,
        "Ever changed to what is not better: share of contexts, of modules with any",
        ["world", "learner", "all", "top 10", "next 90", "rest", "any", "a tenth"],
        Rows(report, row => [.. Groups(row.Misled).Select(g => g.Share).Append(row.Misled.Any).Append(row.Misled.Tenth).Select(Share)]),
        texts: 2);

    private static void WriteAboveBound(IAnsiConsole console, PoolingReport report)
    {
        var bounds = report.Worlds[0].Rows.DistinctBy(r => r.Threshold).Select(r => $"{Numbers.Share(r.Bound)} at {Numbers.Threshold(r.Threshold)}");
        console.WriteLine($"Promised of one context where nothing matters: at most {string.Join(", ", bounds)}.");
        console.WriteLine("Contexts above it by more than a standard error:");
        foreach (var line in ContextsAbove(report).DefaultIfEmpty("  none.")) console.WriteLine(line);
        console.WriteLine($"Modules likewise; it is no bound on them, for any of {report.Contexts} errs sooner than one:");
        foreach (var line in ModulesAbove(report).DefaultIfEmpty("  none.")) console.WriteLine(line);
        console.WriteLine();
    }

    private static IEnumerable<string> ContextsAbove(PoolingReport report) =>
        from world in report.Worlds
        from row in world.Rows
        let groups = Groups(row.Misled).Where(g => g.Share.IsAbove(row.Bound)).Select(g => g.Name).ToList()
        where groups.Count > 0
        let isOthers = row.Strength > 0 && world.Name != NullWorld
        select $"  {world.Name} {Name(row)} ({string.Join(", ", groups)}): {(isOthers ? "others found what is not so here" : "chance or a fault")}.";

    private static IEnumerable<string> ModulesAbove(PoolingReport report) =>
        from world in report.Worlds
        let above = world.Rows.Where(r => r.Misled.Any.IsAbove(r.Bound)).Select(Name).ToList()
        where above.Count > 0
        select $"  {world.Name} {string.Join(", ", above)}";

    private static IEnumerable<(string Name, Mean Share)> Groups(MisledContexts misled) =>
        [("all", misled.All), ("top 10", misled.Busiest), ("next 90", misled.Next), ("rest", misled.Rest)];

    private static IEnumerable<string[]> Rows(PoolingReport report, Func<PoolingRow, string[]> cells) =>
        report.Worlds.SelectMany(world => world.Rows.Select(row => (string[])[world.Name, Name(row), .. cells(row)]));

    private static string Share(Mean share) => $"{Numbers.Share(share.Value)}±{Numbers.Share(share.Error)}";

    private static string Name(PoolingRow row) => $"{(row.Strength > 0 ? "pooled" : "alone")} {Numbers.Threshold(row.Threshold)}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
