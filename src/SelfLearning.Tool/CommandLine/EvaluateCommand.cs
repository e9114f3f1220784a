using System.CommandLine;
using SelfLearning.Tool.Evaluation.Output;
using SelfLearning.Tool.Evaluation.Runs;
using SelfLearning.Tool.Evaluation.Scenarios;
using Spectre.Console;

namespace SelfLearning.Tool.CommandLine;

/// <summary>The command <c>evaluate</c>: the learner and others in simulated worlds.</summary>
internal static class EvaluateCommand
{
    public const int DefaultSeeds = 500;
    public const int MaximumSeeds = 100_000;

    public static Command Create()
    {
        var seeds = new Option<int>("--seeds")
        {
            Description = $"Runs of each learner in each scenario, 1 to {MaximumSeeds}. All scenarios take about 7 minutes on 2 cores with the default, "
                + "a little over one minute with 100.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultSeeds,
        };
        seeds.Validators.Add(result => Check(result, n => n is >= 1 and <= MaximumSeeds, $"a whole number from 1 to {MaximumSeeds}"));
        var scenario = new Option<string[]>("--scenario")
        {
            Description = "Only the scenarios whose name begins like this, such as S1 or \"N K4\"; may be repeated. [default: all]",
            HelpName = "NAME",
        };
        scenario.Validators.Add(result =>
        {
            var beginnings = string.Join(", ", ScenarioCatalogue.All.Select(s => s.Name.Split(' ')[0]).Distinct());
            foreach (var name in result.Tokens.Select(t => t.Value).Where(name => ScenarioCatalogue.Find([name]).Count == 0))
                result.AddError($"--scenario '{name}' begins the name of no scenario: they begin with {beginnings}.");
        });
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
        threads.Validators.Add(result => Check(result, n => n >= 1, "a whole number, 1 or more"));
        var command = new Command(
            "evaluate", "Plays the learner and others in simulated worlds, where the truth is known, and prints how well they do and how often they are wrong.")
        { seeds, scenario, output, threads };
        command.SetAction((result, _) =>
        {
            Run(result.GetValue(seeds), ScenarioCatalogue.Find(result.GetValue(scenario) ?? []), result.GetValue(output) == "json", result.GetValue(threads));
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Run(int seeds, IReadOnlyList<Scenario> scenarios, bool isJson, int threads)
    {
        using var interruption = new Interruption();
        var console = new EvaluationConsole(isJson, !Console.IsOutputRedirected, Console.Out, Console.Error, AnsiConsole.Console);
        console.Show(console.Show(scenarios, seeds, done => new EvaluationRun(scenarios, seeds, threads).Run(done, interruption.Token)));
    }

    private static void Check(System.CommandLine.Parsing.OptionResult result, Func<int, bool> isValid, string rule)
    {
        var text = result.Tokens is [var token] ? token.Value : null;
        if (text is not null && !(int.TryParse(text, out var number) && isValid(number))) result.AddError($"{result.Option.Name} '{text}' is not {rule}.");
    }
}
