using System.CommandLine;

namespace SelfLearning.Tool.CommandLine;

/// <summary>The command line: one command for each thing the tool does.</summary>
internal static class ToolCommand
{
    /// <summary>Reads the command line and runs, or says what is wrong with it.</summary>
    /// <returns>The exit code: 1 and one line of text when the arguments or the input are wrong.</returns>
    public static async Task<int> InvokeAsync(string[] args, TextWriter error)
    {
        var root = new RootCommand("Checks the learner of Self-Learning Orleans, in simulated worlds and on your own logs, and the configuration of its silos, and makes API keys.");
        root.Subcommands.Add(EvaluateCommand.Create());
        root.Subcommands.Add(ReplayCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create());
        root.Subcommands.Add(KeyCommand.Create());
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var problem = parsed.CommandResult.Command == root && args is [var first, ..] && parsed.UnmatchedTokens.Contains(first)
                ? $"'{first}' is not a command: there are {string.Join(", ", root.Subcommands.Select(command => command.Name))}."
                : parsed.Errors[0].Message;
            await error.WriteLineAsync($"{problem} (--help lists the options)");
            return 1;
        }

        // The commands listen to Ctrl+C themselves and end in good order.
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        }
        catch (IOException exception)
        {
            // What goes wrong with the files of a command it says itself.
            await error.WriteLineAsync($"The output cannot be written: {exception.Message}");
            return 1;
        }
    }
}
