using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SelfLearning.Tool.Evaluation.Output;
using SelfLearning.Tool.Evaluation.Pooling;
using SelfLearning.Tool.Evaluation.Runs;
using SelfLearning.Tool.Evaluation.Scenarios;
using Spectre.Console;

namespace SelfLearning.Tool.CommandLine;

/// <summary>The command <c>evaluate</c>: the learner and others in simulated worlds.</summary>
internal static class EvaluateCommand
{
    public const int DefaultSeeds = 500;
    public const int DefaultModules = 200;
    public const int MaximumSeeds = 100_000;

    public static Command Create()
    {
        var seeds = new Option<int?>("--seeds")
        {
            Description = $"Runs of each learner in each scenario, 1 to {MaximumSeeds}. All scenarios take about 7 minutes on 2 cores with the default, "
                + $"a little over one minute with 100. With --pooling the modules of each world, about 3 minutes. [default: {DefaultSeeds}; with --pooling {DefaultModules}]",
            HelpName = "N",
        };
        seeds.Validators.Add(result => OptionRule.Check(result, text => IsWhole(text, MaximumSeeds), $"a whole number from 1 to {MaximumSeeds}"));
        var scenario = new Option<string[]>("--scenario")
        {
            Description = "Only the scenarios whose name begins like this, such as S1 or \"N K4\"; may be repeated. [default: all]",
            HelpName = "NAME",
        };
        var pooling = new Option<double?>("--pooling")
        {
            Description = "Instead of the scenarios, modules with many contexts: alone, and with this weight of what other contexts learned, above 0 to 0.95. "
                + $"--scenario then names worlds: {string.Join(", ", PoolingEvaluation.Worlds)}.",
            HelpName = "X",
        };
        pooling.Validators.Add(result => OptionRule.Check(result, IsStrength, "a number above 0 and at most 0.95"));
        var output = new Option<string>("--output") { Description = "text or json.", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        output.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not ("text" or "json") } token]) result.AddError($"--output '{token.Value}' is not known: it is text or json.");
        });
        var threads = new Option<int>("--threads")
        {
            Description = "How many threads work at once; the result does not depend on it.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        threads.Validators.Add(result => OptionRule.Check(result, text => IsWhole(text, int.MaxValue), "a whole number, 1 or more"));
        var command = new Command(
            "evaluate", "Plays the learner and others in simulated worlds, where the truth is known, and prints how well they do and how often they are wrong. "
            + "Ctrl+C ends it with what is done and exit code 130.")
        { seeds, scenario, pooling, output, threads };
        command.Validators.Add(result => RequireNames(result, scenario, pooling));
        command.SetAction((result, _) => Task.FromResult(Run(
            result.GetValue(seeds), result.GetValue(scenario) ?? [], result.GetValue(pooling), result.GetValue(output) == "json", result.GetValue(threads))));
        return command;
    }

    private static int Run(int? seeds, string[] names, double? pooling, bool isJson, int threads)
    {
        using var interruption = new Interruption();
        var console = new EvaluationConsole(isJson, !Console.IsOutputRedirected, Console.Out, Console.Error, AnsiConsole.Console);
        return (pooling is { } strength ? PlayWorlds() : PlayScenarios()) ? Interruption.ExitCode : 0;

        // Both return whether the result is partial.
        bool PlayScenarios()
        {
            var (scenarios, runs) = (ScenarioCatalogue.Find(names), seeds ?? DefaultSeeds);
            var report = console.Show(
                "scenarios", [.. scenarios.Select(s => s.Name)], runs, done => new EvaluationRun(scenarios, runs, threads).Run(done, interruption.Token));
            console.Show(report);
            return report.Partial;
        }

        bool PlayWorlds()
        {
            var (worlds, modules) = (PoolingEvaluation.Find(names), seeds ?? DefaultModules);
            var report = console.Show(
                "worlds", worlds, modules, done => new PoolingEvaluation(worlds, strength, modules, threads).Run(done, interruption.Token));
            console.Show(report);
            return report.Partial;
        }
    }

    private static void RequireNames(CommandResult result, Option<string[]> scenario, Option<double?> pooling)
    {
        var hasWorlds = result.GetResult(pooling) is not null;
        var (kind, all) = hasWorlds ? ("world", PoolingEvaluation.Worlds) : ("scenario", [.. ScenarioCatalogue.All.Select(s => s.Name)]);
        var beginnings = string.Join(", ", all.Select(name => name.Split(' ')[0]).Distinct());
        foreach (var name in result.GetResult(scenario)?.Tokens.Select(t => t.Value) ?? [])
        {
            if (!all.Any(known => known.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
                result.AddError($"--scenario '{name}' begins the name of no {kind}: they begin with {beginnings}.");
        }
    }

    private static bool IsWhole(string text, int maximum) => int.TryParse(text, out var number) && number >= 1 && number <= maximum;

    private static bool IsStrength(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var strength) && strength is > 0 and <= 0.95;
}
