using SelfLearning.Tool.CommandLine;

namespace SelfLearning.Tool.Tests.CommandLine;

/// <summary>The tool in this process, with what it writes; one at a time, because the console is everybody's.</summary>
internal static class ToolRun
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var newOutput = new StringWriter();
        using var newError = new StringWriter();
        Console.SetOut(newOutput);
        Console.SetError(newError);
        try
        {
            return (await ToolCommand.InvokeAsync(args, newError), newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
