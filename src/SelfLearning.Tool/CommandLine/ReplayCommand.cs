using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SelfLearning.Tool.Replaying;
using SelfLearning.Tool.Replaying.Data;
using SelfLearning.Tool.Replaying.FullInformation;
using SelfLearning.Tool.Replaying.Logged;
using SelfLearning.Tool.Replaying.Output;
using SelfLearning.Tool.Replaying.Results;
using SelfLearning.Tool.Reporting.Html;
using Spectre.Console;

namespace SelfLearning.Tool.CommandLine;

/// <summary>The command <c>replay</c>: the learner on recorded data.</summary>
internal static class ReplayCommand
{
    public const int MaximumCalls = 10_000_000;
    public const int MaximumSeeds = 10_000;
    public const int MaximumDelay = 100_000;

    public static Command Create()
    {
        var data = Text("--data", "FILE", "The CSV file, with a header; gzip is read as it is.", required: true);
        var join = Texts("--join", "FILE:COL", "Adds the columns of another CSV file, found by a column that both have.");
        var context = Text("--context", "COL", "The column of the context. [default: all rows are one context]");
        var parameter = Texts(
            "--parameter", "COL[:KIND[:MIN:MAX:STEP]]", "A tunable parameter: categorical (default), integer, real or boolean; a+b joins columns into one.");
        parameter.Required = true;
        var standard = Texts("--default", "PARAM=VALUE", "The value in use at the start. [default: the first in the file; of a number the smallest; false]");
        var feedback = Text("--feedback", "COL", "The column of the feedback, 0 to 1.", required: true);
        var id = Text("--id", "COL", "The column that names the item: its rows hold one setting each, and all that is served is known.");
        var propensity = Text("--propensity", "COL", "For logged decisions: the column of the probability with which a row's setting was chosen.");
        var where = Texts("--where", "COL=VALUE", "Only rows with this value; COL!=VALUE for all others.");
        var bernoulli = new Option<bool>("--bernoulli") { Description = "Draw feedback as 0 or 1, with the data's as the probability of 1." };
        var penalty = Text("--penalty", "COL:WEIGHT", "Subtract WEIGHT times the column from the feedback, at least 0.");
        var calls = Number("--calls", "N", "Calls of one run; of logged decisions every row is offered.", 10_000, 1, MaximumCalls);
        var seeds = Number("--seeds", "N", "Runs.", 20, 1, MaximumSeeds);
        var seed = Number("--seed", "N", "The seed of the first run; the others count up.", 1, 0, int.MaxValue - MaximumSeeds);
        var threshold = Real("--threshold", "The confidence at which an adaptation is applied, 0.5 to 0.99.", 0.7);
        var pooling = Real("--pooling", "The weight of what other contexts learned; 0 is off.", 0);
        var delay = Number("--delay", "N", "Feedback comes 0 to N calls after its call.", 10, 0, MaximumDelay);
        var noAdapt = new Option<bool>("--no-adapt") { Description = "Only the default values, as a check." };
        var threads = Number("--threads", "N", "Runs at the same time; the result is the same.", Environment.ProcessorCount, 1, 1_024);
        var output = Text("--output", "FORMAT", "text or json.");
        output.DefaultValueFactory = _ => "text";
        output.Validators.Add(result => OptionRule.Check(result, text => text is "text" or "json", "text or json"));
        var page = Text("--report", "FILE.html", "Also write the result as a page for people.");
        var command = new Command("replay", "Lets the learner work on recorded data, and says what it would have gained, what not, and what cannot be concluded.")
        {
            data, join, context, parameter, standard, feedback, id, propensity, where, bernoulli, penalty, calls, seeds, seed, threshold, pooling, delay, noAdapt,
            threads, output, page,
        };
        command.Validators.Add(result => RequireKind(result, id, propensity, [calls, bernoulli]));
        command.SetAction((result, _) => Task.FromResult(Run(
            () => new DataMapping(
                result.GetValue(data)!,
                [.. result.GetValue(parameter)!.Select(MappingText.Parameter)],
                result.GetValue(feedback)!)
            {
                Joins = [.. (result.GetValue(join) ?? []).Select(MappingText.Join)],
                Context = result.GetValue(context),
                Id = result.GetValue(propensity) is null ? result.GetValue(id) : null,
                Propensity = result.GetValue(propensity),
                Where = [.. (result.GetValue(where) ?? []).Select(MappingText.Condition)],
                Penalty = result.GetValue(penalty) is { } cost ? MappingText.Penalty(cost) : null,
                Defaults = [.. (result.GetValue(standard) ?? []).Select(MappingText.Default)],
            },
            new ReplayOptions(
                result.GetValue(calls), result.GetValue(seeds), result.GetValue(seed), result.GetValue(delay), result.GetValue(bernoulli),
                result.GetValue(threads),
                new ModuleOptions
                {
                    AdaptationThreshold = result.GetValue(threshold),
                    PoolingStrength = result.GetValue(pooling),
                    LearningMode = result.GetValue(noAdapt) ? LearningMode.Off : LearningMode.Automatic,
                }),
            result.GetValue(output) == "json",
            result.GetValue(page))));
        return command;
    }

    private static int Run(Func<DataMapping> mapping, ReplayOptions options, bool isJson, string? page)
    {
        using var interruption = new Interruption();
        var console = new ReplayConsole(isJson, !Console.IsOutputRedirected, Console.Out, Console.Error, AnsiConsole.Console);
        try
        {
            options.Module.Require(ReplayOptions.ModuleName);
            // Before a long replay is made in vain.
            if (page is not null) HtmlFile.RequireWritable(page);
            var report = console.Show(progress => Replay(mapping(), options, progress, interruption.Token));
            console.Show(report);
            if (page is not null) HtmlFile.Write(page, report);
            return report.Partial ? Interruption.ExitCode : 0;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine("Interrupted before the first call: there is no result.");
            return Interruption.ExitCode;
        }
        catch (Exception exception) when (exception is InputException or ModuleConfigurationException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static ReplayReport Replay(DataMapping mapping, ReplayOptions options, Action<ReplayProgress> progress, CancellationToken cancellationToken)
    {
        var source = DataSource.Open(mapping, share => progress(new ReplayProgress(ReplayProgress.Looking, share)), cancellationToken);
        return mapping.Propensity is null
            ? FullInformationReplay.Run(source, options, progress, cancellationToken)
            : LoggedReplay.Run(source, options, progress, cancellationToken);
    }

    private static void RequireKind(CommandResult result, Option<string> id, Option<string> propensity, Option[] onlyWithoutPropensity)
    {
        if (result.GetResult(propensity) is null)
        {
            if (result.GetResult(id) is null)
            {
                result.AddError(
                    "replay needs --id COL when the feedback of every setting of an item is in the data, or --propensity COL when the rows are decisions "
                    + "that were made with known probabilities.");
            }

            return;
        }

        foreach (var option in onlyWithoutPropensity)
        {
            if (result.GetResult(option) is { Implicit: false })
                result.AddError($"{option.Name} does not apply to logged decisions (--propensity): every row is offered once, with its own feedback.");
        }
    }

    private static Option<string> Text(string name, string help, string description, bool required = false) =>
        new(name) { Description = description, HelpName = help, Required = required };

    private static Option<string[]> Texts(string name, string help, string description) =>
        new(name) { Description = description + " May be repeated.", HelpName = help };

    private static Option<int> Number(string name, string help, string description, int standard, int minimum, int maximum)
    {
        var option = new Option<int>(name) { Description = description, HelpName = help, DefaultValueFactory = _ => standard };
        option.Validators.Add(result => OptionRule.Check(
            result, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= minimum && n <= maximum,
            $"a whole number from {minimum} to {maximum}"));
        return option;
    }

    private static Option<double> Real(string name, string description, double standard)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "X", DefaultValueFactory = _ => standard };
        option.Validators.Add(result => OptionRule.Check(
            result, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _), "a number"));
        return option;
    }
}
