using System.Text.Json;
using SelfLearning.Tool.Evaluation.Output;
using SelfLearning.Tool.Evaluation.Pooling;
using SelfLearning.Tool.Evaluation.Results;
using Spectre.Console;

namespace SelfLearning.Tool.Tests.Evaluation.Output;

public class PoolingTablesTests
{
    private static readonly Mean Never = new(0, 0), Always = new(1, 0);

    [Fact]
    public void The_tables_fit_in_80_columns_and_name_every_world()
    {
        var report = new PoolingEvaluation(PoolingEvaluation.Worlds, 0.8, 2, 2) { Contexts = 20, Calls = 1_000 }.Run(_ => { }, CancellationToken.None);
        var text = Show(report, isJson: false);
        Assert.All(PoolingEvaluation.Worlds, world => Assert.Contains($" {world,-6} pooled .9", text, StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        Assert.Contains("2 modules of each world, with 20 contexts and 1,000 calls each.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Contexts_and_modules_above_the_bound_are_named_with_what_that_means()
    {
        // 0.3 - 0.1 is below .214; 0.16 - 0.1 is above .056.
        var text = Show(
            Report(
                new PoolingWorld("idio", 9, [Row(0.8, 0.7, Always, new(0.3, 0.1)), Row(0.8, 0.9, Never, new(0.16, 0.1))]),
                new PoolingWorld("null", 9, [Row(0, 0.7, Never, new(0.22, 0.001))])),
            isJson: false);
        foreach (var line in new[]
        {
            "at most .214 at .7, .056 at .9.", "  idio pooled .9 (next 90): others found what is not so here.", "  null alone .7 (next 90): chance or a fault.",
            "any of 200 errs sooner", "  idio pooled .7\n",
        })
            Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.DoesNotContain("idio pooled .7 (", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_none_is_above_the_bound_it_says_so() =>
        Assert.Equal(2, Show(Report(new PoolingWorld("null", 9, [Row(0, 0.7, Never, Never)])), isJson: false).Split("  none.").Length - 1);

    [Fact]
    public void What_was_stopped_early_is_marked_also_when_nothing_is_done()
    {
        Assert.Contains("as few as 9", Show(Report(new PoolingWorld("null", 9, [Row(0, 0.7, Never, Never)])) with { Partial = true }, isJson: false), StringComparison.Ordinal);
        Assert.StartsWith("PARTIAL", Show(Report() with { Partial = true }, isJson: false), StringComparison.Ordinal);
    }

    [Fact]
    public void The_members_of_the_json_are_those_of_the_documentation()
    {
        var report = JsonDocument.Parse(Show(Report(new PoolingWorld("null", 9, [Row(0.8, 0.7, Never, Never)])), isJson: true)).RootElement;
        Assert.Equal(["seeds", "partial", "pooling", "contexts", "calls", "worlds"], Members(report));
        var world = report.GetProperty("worlds")[0];
        Assert.Equal(["name", "modules", "rows"], Members(world));
        var row = world.GetProperty("rows")[0];
        // Nothing can be gained in this world, and it has no adaptations: what does not apply is left out.
        Assert.Equal(["strength", "threshold", "gain", "adaptations", "misled", "bound"], Members(row));
        Assert.Equal(["all", "busiest", "next", "rest", "any", "tenth"], Members(row.GetProperty("misled")));
        Assert.Equal(["value", "error"], Members(row.GetProperty("gain")));
    }

    private static IEnumerable<string> Members(JsonElement element) => element.EnumerateObject().Select(member => member.Name);

    private static PoolingReport Report(params PoolingWorld[] worlds) => new(9, false, 0.8, 200, 20_000, worlds);

    private static PoolingRow Row(double strength, double threshold, Mean any, Mean next) =>
        new(strength, threshold, Never, null, Never, null, null, null, null, new MisledContexts(Never, Never, next, Never, any, Never));

    private static string Show(PoolingReport report, bool isJson)
    {
        using var output = new StringWriter();
        new EvaluationConsole(isJson, isTerminal: false, output, TextWriter.Null, AnsiConsole.Console).Show(report);
        return output.ToString();
    }
}
