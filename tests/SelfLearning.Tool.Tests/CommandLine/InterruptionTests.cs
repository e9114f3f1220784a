using System.Diagnostics;
using SelfLearning.Tool.CommandLine;

namespace SelfLearning.Tool.Tests.CommandLine;

/// <summary>Ctrl+C as a shell sends it, to the tool as a process of its own.</summary>
public sealed class InterruptionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("selflearning-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("evaluate --scenario S1a --scenario S3x --seeds 60", "S1a K2 D.2 is done")]
    [InlineData("evaluate --pooling 0.8 --seeds 2", "shared is done")]
    [InlineData("replay --data {0} --id item --parameter style --feedback score --calls 200000 --seeds 4", "replaying: 10 %")]
    public async Task A_command_that_is_interrupted_prints_what_is_done_and_ends_with_130(string arguments, string moment)
    {
        if (OperatingSystem.IsWindows()) return;
        var data = Path.Combine(_folder.FullName, "data.csv");
        await File.WriteAllTextAsync(data, "item,style,score\na,plain,0\na,warm,1\n");
        using var tool = Process.Start(new ProcessStartInfo("dotnet", $"\"{typeof(ToolCommand).Assembly.Location}\" {string.Format(null, arguments, data)} --threads 1")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = tool.StandardOutput.ReadToEndAsync();
            using var patience = new CancellationTokenSource(Patience);
            while (await tool.StandardError.ReadLineAsync(patience.Token) is { } line && !line.Contains(moment, StringComparison.Ordinal)) { }
            using (var kill = Process.Start("kill", ["-INT", $"{tool.Id}"])) await kill.WaitForExitAsync(patience.Token);
            await tool.WaitForExitAsync(patience.Token);
            Assert.Equal(Interruption.ExitCode, tool.ExitCode);
            Assert.Contains("PARTIAL", await output, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            if (!tool.HasExited) tool.Kill();
        }
    }
}
