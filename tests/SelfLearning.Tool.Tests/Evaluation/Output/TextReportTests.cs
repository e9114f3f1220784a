using SelfLearning.Tool.Evaluation.Output;
using SelfLearning.Tool.Evaluation.Runs;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Tests.Evaluation.Output;

public class TextReportTests
{
    private static readonly IReadOnlyList<Scenario> OneOfEach = ScenarioCatalogue.Find(["S3b joint inter m25", "N mnar armxout", "base+effect", "m4 null90%"]);

    [Fact]
    public void The_tables_fit_in_80_columns_and_name_every_scenario()
    {
        var (text, _) = Show(isJson: false);
        Assert.All(OneOfEach, s => Assert.Contains(s.Name, text, StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    [Fact]
    public void A_row_above_its_bound_is_named_with_its_thresholds_and_the_reason() => Assert.Contains(
        "N mnar armxout at .7, .9, .95: no data can tell", Show(isJson: false).Text, StringComparison.Ordinal);

    [Fact]
    public void What_was_stopped_early_is_marked()
    {
        using var output = new StringWriter();
        var report = new EvaluationRun(OneOfEach, 2, 2).Run(_ => { }, CancellationToken.None) with { Partial = true };
        new EvaluationConsole(isJson: false, isTerminal: false, output, TextWriter.Null, Spectre.Console.AnsiConsole.Console).Show(report);
        Assert.Contains("PARTIAL", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_goes_to_the_error_output_so_that_json_can_be_piped()
    {
        var (json, progress) = Show(isJson: true);
        Assert.StartsWith("{", json, StringComparison.Ordinal);
        Assert.Equal(4, progress.Trim().Split('\n').Length);
        Assert.Contains("4 of 4 scenarios", progress, StringComparison.Ordinal);
    }

    private static (string Text, string Progress) Show(bool isJson)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new EvaluationConsole(isJson, isTerminal: false, output, error, Spectre.Console.AnsiConsole.Console);
        console.Show(console.Show("scenarios", [.. OneOfEach.Select(s => s.Name)], 2, done => new EvaluationRun(OneOfEach, 2, 2).Run(done, CancellationToken.None)));
        return (output.ToString(), error.ToString());
    }
}
