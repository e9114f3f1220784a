using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SelfLearning.Demo.CommandLine;
using SelfLearning.Demo.Input;
using SelfLearning.Demo.Reporting;
using SelfLearning.Demo.Running;
using Spectre.Console;

namespace SelfLearning.Demo.Hosting;

/// <summary>From options to exit code.</summary>
internal static class DemoProgram
{
    /// <summary>0 for a run that ended, also early by Ctrl+C; 1 for input or a data folder that cannot be used.</summary>
    public static async Task<int> RunAsync(DemoOptions options)
    {
        var console = new DemoConsole(options.Output, !Console.IsOutputRedirected, Console.Out, Console.Error, AnsiConsole.Console);
        try
        {
            using var data = DataFolder.Open(options.Data);
            var folders = options.Paths.IsEmpty ? DefaultFolders.Find(Directory.GetCurrentDirectory()) : options.Paths;
            var catalog = FileCatalog.Find(folders, data.FullPath, CancellationToken.None);
            console.Say(ReportText.Invariant(
                $"input: {catalog.Files.Sum(f => f.Value.Length):N0} files, {catalog.Files.Count} content types, in {string.Join(", ", folders)}{(catalog.IsCut ? " (more were left out)" : "")}"));
            console.Say($"link: {options.Link}; data: {data.FullPath}");
            using var host = DemoHost.Build(data, options.Link);
            await host.StartAsync();
            var stop = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            try
            {
                var calls = DemoHost.Calls(host.Services);
                var report = await console.ShowAsync(
                    progress => new DemoRun(options, catalog, data, calls, console.Say, progress, TimeProvider.System).RunAsync(stop));
                console.Show(report);
                return 0;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                console.Say("stopped before the work began");
                return 0;
            }
            finally
            {
                await host.StopAsync();
            }
        }
        catch (Exception exception) when (exception is InputException or SelfLearningException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
