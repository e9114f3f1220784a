using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using SelfLearning.Demo.Links;

namespace SelfLearning.Demo.CommandLine;

/// <summary>The command line.</summary>
internal static class DemoCommand
{
    public const string DefaultLink = "100Mbit";
    public const int DefaultSeconds = 60;
    public const int MaximumSeconds = 86_400;

    /// <summary>The data folder unless another is named, under the current directory.</summary>
    public static string DefaultData { get; } = Path.Combine("data", "demo");

    /// <summary>Reads the command line and runs, or says what is wrong with it.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="run">What to do with the options; gives the exit code.</param>
    /// <param name="error">Where to say what is wrong.</param>
    /// <returns>The exit code: 1 and one line of text when the arguments are wrong.</returns>
    public static async Task<int> InvokeAsync(string[] args, Func<DemoOptions, Task<int>> run, TextWriter error)
    {
        var path = new Option<string[]>("--path")
        {
            Description = "A folder with input files; may be repeated. [default: the .NET SDK's folder and this clone]",
            HelpName = "DIR",
        };
        var link = new Option<LinkSpeed>("--link")
        {
            Description = "The speed of the link the blocks are for: 10Mbit, 100Mbit, 1Gbit.",
            HelpName = "SPEED",
            CustomParser = ParseLink,
            DefaultValueFactory = ParseLink,
        };
        var seconds = new Option<int>("--seconds")
        {
            Description = $"How long to work, 1 to {MaximumSeconds}.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultSeconds,
        };
        seconds.Validators.Add(result => Check(
            result, int.TryParse(Text(result), out var n) && n is >= 1 and <= MaximumSeconds,
            $"--seconds '{Text(result)}' is not a whole number from 1 to {MaximumSeconds}."));
        var data = new Option<string>("--data")
        {
            Description = "The folder that is kept between runs; a run starts from what earlier ones learned.",
            HelpName = "DIR",
            DefaultValueFactory = _ => DefaultData,
        };
        var output = new Option<string>("--output") { Description = "text or json.", DefaultValueFactory = _ => "text", HelpName = "FORMAT" };
        output.Validators.Add(result => Check(
            result, Text(result) is "text" or "json", $"--output '{Text(result)}' is not known: it is text or json."));
        var verify = new Option<bool>("--verify") { Description = "Measure every setting at the end and compare." };
        var seed = new Option<int>("--seed") { Description = "Fixes the order of the blocks.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var port = new Option<int>("--port") { Description = "The port of the page on 127.0.0.1. [default: one that is free]", HelpName = "N" };
        port.Validators.Add(result => Check(
            result, int.TryParse(Text(result), out var n) && n is >= 1 and <= IPEndPoint.MaxPort,
            $"--port '{Text(result)}' is not a port: it is a whole number from 1 to {IPEndPoint.MaxPort}."));
        var command = new RootCommand(
            "Compresses real files in an embedded silo and learns codec and level for each content type.")
        { path, link, seconds, data, output, verify, seed, port };

        command.SetAction((result, _) => run(new DemoOptions(
            [.. result.GetValue(path) ?? []],
            result.GetValue(link),
            TimeSpan.FromSeconds(result.GetValue(seconds)),
            result.GetValue(data)!,
            result.GetValue(output) == "json" ? OutputFormat.Json : OutputFormat.Text,
            result.GetValue(verify),
            result.GetValue(seed),
            result.GetValue(port))));

        var parsed = command.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync($"{parsed.Errors[0].Message} (--help lists the options)");
            return 1;
        }

        // The host listens to Ctrl+C itself and ends the run in good order.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    private static LinkSpeed ParseLink(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? DefaultLink : result.Tokens[0].Value;
        if (!LinkSpeed.TryParse(text, out var speed, out var problem)) result.AddError(problem!);
        return speed;
    }

    private static string Text(OptionResult result) => result.Tokens.Count == 0 ? result.GetValueOrDefault<object>()?.ToString() ?? "" : result.Tokens[0].Value;

    private static void Check(OptionResult result, bool isValid, string problem)
    {
        if (!isValid) result.AddError(problem);
    }
}
