using System.Diagnostics;
using System.Globalization;

namespace SelfLearning.Faults.Processes;

/// <summary>Programs of the machine.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        if (await TryRunAsync(program, arguments) is { } error)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error}");
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it said when it failed; <c>null</c> when it did not.</returns>
    public static async Task<string?> TryRunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await output;
        return process.ExitCode == 0 ? null : $"exit code {process.ExitCode} {(await error).Trim()}";
    }

    /// <summary>Sends a signal, such as TERM, to a process.</summary>
    public static Task SignalAsync(int process, string signal) => RunAsync("kill", $"-{signal}", Text(process));

    /// <summary>
    /// Lets a process hang: stopped for some time, then running for some time, so many times. Done by a shell of its own, so that the process goes
    /// on whatever happens to this one.
    /// </summary>
    public static Task FreezeAsync(int process, TimeSpan stopped, TimeSpan running, int times) => RunAsync(
        "sh", "-c", "for i in $(seq $4); do kill -STOP $1 || exit 0; sleep $2; kill -CONT $1 || exit 0; sleep $3; done",
        "sh", Text(process), Text(stopped.TotalSeconds), Text(running.TotalSeconds), Text(times));

    /// <summary>How this program starts itself again with other arguments.</summary>
    public static (string Program, string[] Arguments) Self(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? (program, [Path.Combine(AppContext.BaseDirectory, "SelfLearning.Faults.dll"), .. arguments])
            : (program, arguments);
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
