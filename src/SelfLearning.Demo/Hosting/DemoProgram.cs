using SelfLearning.Demo.CommandLine;
using SelfLearning.Demo.Input;
using SelfLearning.Demo.Reporting;
using SelfLearning.Demo.Running;
using Spectre.Console;

namespace SelfLearning.Demo.Hosting;

/// <summary>From options to exit code.</summary>
internal static class DemoProgram
{
    /// <summary>0 for a run that ended, also early by Ctrl+C; 1 for input, a data folder or a port that cannot be used.</summary>
    public static async Task<int> RunAsync(DemoOptions options)
    {
        using var interruption = new Interruption();
        var stop = interruption.Token;
        var console = new DemoConsole(options.Output, !Console.IsOutputRedirected, Console.Out, Console.Error, AnsiConsole.Console);
        try
        {
            using var data = DataFolder.Open(options.Data);
            var folders = options.Paths.IsEmpty ? DefaultFolders.Find(Directory.GetCurrentDirectory()) : options.Paths;
            var catalog = FileCatalog.Find(folders, data.FullPath, stop);
            foreach (var line in ReportText.Introduction(options, catalog, folders, data.FullPath)) console.Say(line);
            // Nobody has called a silo that is half started: it has nothing to bring to an end, which on a busy machine takes long.
            await using var host = await Task.Run(
                async () =>
                {
                    var built = DemoHost.Build(data, options.Link, options.Port, interruption);
                    await built.StartAsync(CancellationToken.None);
                    return built;
                },
                CancellationToken.None).WaitAsync(stop);
            try
            {
                console.Say(ReportText.Page(DemoPage.Address(host)));
                var calls = DemoHost.Calls(host.Services);
                var report = await console.ShowAsync(
                    progress => new DemoRun(options, catalog, data, calls, console.Say, progress, TimeProvider.System).RunAsync(stop));
                console.Show(report);
                return 0;
            }
            finally
            {
                await host.StopAsync(CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            console.Say("stopped before the work began");
            return 0;
        }
        catch (Exception exception) when (
            exception is InputException or SelfLearningException or OrleansException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
