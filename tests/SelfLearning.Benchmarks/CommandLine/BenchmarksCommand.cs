using System.CommandLine;
using System.Globalization;
using BenchmarkDotNet.Running;
using SelfLearning.Benchmarks.Comparing;
using SelfLearning.Benchmarks.Http;
using SelfLearning.Benchmarks.Micro;
using SelfLearning.Benchmarks.Workloads;
using SelfLearning.Tool.CommandLine;

namespace SelfLearning.Benchmarks.CommandLine;

/// <summary>The command line.</summary>
internal static class BenchmarksCommand
{
    private static readonly string Names = string.Join(", ", AllWorkloads.List.Select(workload => workload.Name));

    /// <summary>Reads the command line and runs, or says what is wrong with it.</summary>
    /// <returns>0 when all that was asked for was measured, 1 when not or when the arguments are wrong, 130 after Ctrl+C.</returns>
    public static async Task<int> InvokeAsync(string[] args, TextWriter error)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        await error.WriteLineAsync($"{parsed.Errors[0].Message} (--help lists the options)");
        return 1;
    }

    private static RootCommand Create() => new("What the product costs, side by side with what it stands on.") { Compare(), Http(), Micro(), RemoteLoad() };

    private static Command Compare()
    {
        var only = new Option<string>("--only") { Description = $"Only these workloads, with commas between them: {Names}. [default: all]", HelpName = "NAMES" };
        only.Validators.Add(result => OptionRule.Check(result, AreNames, $"a list of workloads with commas between them: {Names}"));
        var output = new Option<string>("--output") { Description = "text or json: one line a result.", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        output.Validators.Add(result => OptionRule.Check(result, text => text is "text" or "json", "text or json"));
        var isLong = new Option<bool>("--long") { Description = "Longer rounds and more contexts: some minutes a workload." };
        var command = new Command("compare", "Measures ratios: both sides in one run, in turns. Takes less than 4 minutes.") { only, output, isLong };
        command.SetAction((result, _) =>
        {
            var names = result.GetValue(only)?.Split(',');
            return CompareRun.RunAsync(
                [.. AllWorkloads.List.Where(workload => names is null || names.Contains(workload.Name))],
                result.GetValue(isLong),
                result.GetValue(output) == "json");
        });
        return command;
    }

    private static Command Http()
    {
        var seconds = Number("--seconds", 60, 1, 3_600, "How long the load at the rate lasts; the others, and what comes before, a quarter of it.");
        var rate = Number("--rate", 2_000, 2, 1_000_000, "Requests due in a second.");
        var contexts = Number("--contexts", 20, 1, 10_000, "In how many contexts.");
        var command = new Command("http", "Feedback over HTTP to a silo on SQLite in another process, which is killed and counted afterwards. Takes about 2 minutes.") { seconds, rate, contexts };
        command.SetAction((result, _) => HttpRun.RunAsync(result.GetValue(seconds), result.GetValue(rate), result.GetValue(contexts)));
        return command;
    }

    private static Option<int> Number(string name, int standard, int lowest, int highest, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };
        option.Validators.Add(result => OptionRule.Check(result, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest, $"a whole number from {lowest} to {highest}"));
        return option;
    }

    private static Command Micro()
    {
        var arguments = new Argument<string[]>("arguments") { Description = "Passed on to BenchmarkDotNet; '--filter *' runs all.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("micro", "Measures single steps with BenchmarkDotNet.") { arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((result, _) =>
        {
            string[] passed = [.. result.GetValue(arguments) ?? [], .. result.UnmatchedTokens];
            BenchmarkSwitcher.FromAssembly(typeof(BenchmarksCommand).Assembly).Run(passed.Length == 0 ? ["--filter", "*"] : passed, MicroConfig.Create());
            return Task.FromResult(0);
        });
        return command;
    }

    // For this program itself, which starts itself once more to make load from outside.
    private static Command RemoteLoad()
    {
        var port = new Argument<int>("gateway-port");
        var command = new Command(Workloads.RemoteLoad.Verb) { port };
        command.Hidden = true;
        command.SetAction((result, _) => RemoteLoadProgram.RunAsync(result.GetValue(port)));
        return command;
    }

    private static bool AreNames(string text) => text.Split(',').All(name => AllWorkloads.List.Any(workload => workload.Name == name));
}
