using System.Diagnostics;
using SelfLearning.Benchmarks.Comparing;
using SelfLearning.Benchmarks.Reporting;
using SelfLearning.Tool.CommandLine;
using Spectre.Console;

namespace SelfLearning.Benchmarks.CommandLine;

/// <summary>Runs workloads one after the other and prints what came out.</summary>
internal static class CompareRun
{
    /// <summary>Runs; a workload that fails does not keep the others from running.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<IWorkload> workloads, bool isLong, bool isJson)
    {
        using var interruption = new Interruption();
        var results = new List<Result>();
        var bench = new Bench(isLong, result =>
        {
            results.Add(result);
            if (isJson) Console.WriteLine(JsonLines.Of(result));
        });
        var hasFailed = false;
        foreach (var workload in workloads)
        {
            var started = Stopwatch.GetTimestamp();
            await Console.Error.WriteAsync($"{workload.Name}: {workload.Description} ... ");
            try
            {
                await workload.RunAsync(bench, interruption.Token);
                await Console.Error.WriteLineAsync($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
            }
            catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("interrupted");
                break;
            }
#pragma warning disable CA1031 // the others are still worth measuring
            catch (Exception exception)
#pragma warning restore CA1031
            {
                await Console.Error.WriteLineAsync($"FAILED: {exception}");
                hasFailed = true;
            }
        }

        if (!isJson) Print(results);
        return interruption.Token.IsCancellationRequested ? Interruption.ExitCode : hasFailed ? 1 : 0;
    }

    private static void Print(List<Result> results)
    {
        var console = AnsiConsole.Console;
        // Wide enough for every row: a table that is cut says nothing, and one in a file is not read in a window.
        if (Console.IsOutputRedirected) console.Profile.Width = 300;
        console.Write(ResultTable.Of(results));
        foreach (var note in ResultTable.Notes(results)) console.WriteLine(note);
    }
}
