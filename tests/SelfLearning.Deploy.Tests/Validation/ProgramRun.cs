using System.Diagnostics;

namespace SelfLearning.Deploy.Tests.Validation;

/// <summary>What a program has printed and how it ended.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<ProgramRun> StartAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SYSTEMD_COLORS"] = "0", ["SELFLEARNING_SIGNING_KEY"] = null },
        })!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ProgramRun(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} has not ended within {Limit}.");
        }
    }

    /// <summary>It has ended well and has not complained.</summary>
    public ProgramRun RequireQuiet()
    {
        Assert.True(ExitCode == 0 && Errors.Length == 0, $"exit code {ExitCode}: {Errors} {Output}");
        return this;
    }
}
