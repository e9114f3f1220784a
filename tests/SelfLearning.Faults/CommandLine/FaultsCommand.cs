using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using SelfLearning.Faults.Injection;
using SelfLearning.Faults.Network;
using SelfLearning.Faults.Processes;
using SelfLearning.Faults.Reporting;
using SelfLearning.Faults.Silos;
using SelfLearning.Tests.Servers;
using SelfLearning.Tool.CommandLine;

namespace SelfLearning.Faults.CommandLine;

/// <summary>The command line.</summary>
internal static class FaultsCommand
{
    // Added when this program starts itself inside a private network.
    private const string Inside = "--inside";

    private static readonly string Kinds = string.Join(", ", Fault.All.Select(fault => fault.Kind));

    /// <summary>Reads the command line and runs, or says what is wrong with it.</summary>
    /// <returns>0 when everything held, 1 when not or when the arguments are wrong, 130 after Ctrl+C.</returns>
    public static async Task<int> InvokeAsync(string[] args, TextWriter error)
    {
        if (args is [SiloProgram.Name]) return await SiloProgram.RunAsync();
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        await error.WriteLineAsync($"{parsed.Errors[0].Message} (--help lists the options)");
        return 1;
    }

    private static RootCommand Create()
    {
        var minutes = Number("--minutes", "How long it goes on, start included; the answers that are due and the counting come after it, within 90 s.", 2, 1, 1_440);
        var seed = new Option<int?>("--seed") { Description = "Decides everything that is left to chance. [default: any]", HelpName = "N" };
        seed.Validators.Add(result => OptionRule.Check(result, text => IsWhole(text, 0, int.MaxValue), "a whole number, 0 or more"));
        var silos = Number("--silos", "How many silos.", 3, 2, 9);
        var faults = new Option<string>("--faults") { Description = $"Only these kinds, with commas between them: {Kinds}. [default: all]", HelpName = "KINDS" };
        faults.Validators.Add(result => OptionRule.Check(result, AreKinds, $"a list of kinds with commas between them: {Kinds}"));
        var storage = new Option<string>("--storage") { Description = "blob or table.", HelpName = "STORAGE", DefaultValueFactory = _ => "blob" };
        storage.Validators.Add(result => OptionRule.Check(result, text => text is "blob" or "table", "blob or table"));
        var output = new Option<string>("--output") { Description = "text or json.", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        output.Validators.Add(result => OptionRule.Check(result, text => text is "text" or "json", "text or json"));
        var inside = new Option<bool>(Inside) { Hidden = true };
        var root = new RootCommand(
            "Silos as processes on Azurite, under load and under faults: kills and cuts them, and says what was lost. "
            + "The last line of the output is the totals. Ctrl+C ends it with what is known and exit code 130.")
        { minutes, seed, silos, faults, storage, output, inside };
        root.SetAction((result, _) =>
        {
            var options = new RunOptions(
                result.GetValue(minutes),
                result.GetValue(seed) ?? RandomNumberGenerator.GetInt32(1_000_000),
                result.GetValue(silos),
                result.GetValue(faults) is { } kinds ? [.. Fault.All.Where(fault => kinds.Split(',').Contains(fault.Kind))] : Fault.All,
                result.GetValue(storage) == "table" ? "AzureTableStorage" : "AzureBlobStorage");
            return RunAsync(options, result.GetValue(output) == "json", result.GetValue(inside), [.. result.Tokens.Select(token => token.Value)]);
        });
        return root;
    }

    private static async Task<int> RunAsync(RunOptions options, bool isJson, bool isInside, string[] arguments)
    {
        using var interruption = new Interruption();
        var hasNetwork = isInside;
        if (!isInside)
        {
            if (AzuriteProcess.Missing is { } missing)
            {
                await Console.Error.WriteLineAsync(missing);
                return 1;
            }

            // Installed here: a private network does not reach the registry.
            await Shell.RunAsync("sh", RepositoryFolder.Find("azurite.cmd"), "--version");
            if (await PrivateNetwork.MissingAsync() is not { } reason)
                return await PrivateNetwork.RunInsideAsync([.. arguments, Inside], interruption.Token);
            await Console.Error.WriteLineAsync($"There is no private network on this machine ({reason}): faults that need one are left out.");
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token);
        if (isInside) _ = CancelAtEndOfInputAsync(end);
        var totals = await new FaultRun(options, hasNetwork, TimeProvider.System, Console.Error).RunAsync(end.Token);
        Console.WriteLine(isJson ? TotalsText.AsJson(totals) : TotalsText.AsText(totals));
        return end.IsCancellationRequested ? Interruption.ExitCode : totals.Passed ? 0 : 1;
    }

    private static async Task CancelAtEndOfInputAsync(CancellationTokenSource end)
    {
        await Task.Run(Console.In.ReadToEnd);
        await end.CancelAsync();
    }

    private static Option<int> Number(string name, string description, int standard, int minimum, int maximum)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };
        option.Validators.Add(result => OptionRule.Check(result, text => IsWhole(text, minimum, maximum), $"a whole number from {minimum} to {maximum}"));
        return option;
    }

    private static bool IsWhole(string text, int minimum, int maximum) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum;

    private static bool AreKinds(string text) => text.Split(',').All(kind => Fault.All.Any(fault => fault.Kind == kind));
}
