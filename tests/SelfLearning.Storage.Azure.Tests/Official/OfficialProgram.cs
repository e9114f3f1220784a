using System.Diagnostics;
using System.Text.Json;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Storage.Azure.Tests.Official;

/// <summary>The program of the folder <c>Program</c>, which has the official packages: built once in a temporary folder, and called by lines of JSON.</summary>
internal sealed class OfficialProgram : IAsyncDisposable
{
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(60);
    private static readonly Lazy<string> Folder = new(() => Directory.CreateTempSubdirectory("official-").FullName);
    private static readonly Lazy<string?> RestoreFailure = new(() => Restore("official") ?? Restore("both", $"-p:Ours={Ours}"));

    private readonly Process _process;
    private readonly Task<string> _errors;

    private OfficialProgram(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>Why its packages cannot be had on this machine; <c>null</c> when they can. Restores them.</summary>
    public static string? Missing => RestoreFailure.Value;

    private static string Ours => Path.Combine(AppContext.BaseDirectory, "SelfLearning.Storage.Azure.dll");

    /// <summary>Starts it beside the official packages alone; ends when it answers.</summary>
    public static async Task<OfficialProgram> StartAsync(Dictionary<string, string?> settings, string cluster)
    {
        Build("official");
        var program = new OfficialProgram(Start("official", settings, cluster));
        var line = await program._process.StandardOutput.ReadLineAsync().WaitAsync(LongestCall);
        return line == "ready" ? program : throw new InvalidOperationException($"The official packages have not started: {line} {await program._errors}");
    }

    /// <summary>Runs it with both packages.</summary>
    /// <returns>Its exit code and what it wrote as error.</returns>
    public static async Task<(int ExitCode, string Errors)> RunWithBothAsync(Dictionary<string, string?> settings)
    {
        Build("both", $"-p:Ours={Ours}");
        await using var program = new OfficialProgram(Start("both", settings, "rows"));
        program._process.StandardInput.Close();
        await program._process.WaitForExitAsync().WaitAsync(LongestCall);
        return (program._process.ExitCode, await program._errors);
    }

    /// <summary>Asks it; one call at a time.</summary>
    public async Task<Answer> CallAsync(Call call)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(call));
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(LongestCall);
        return line is not null
            ? JsonSerializer.Deserialize<Answer>(line)!
            : throw new InvalidOperationException($"The program with the official packages has ended: {await _errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(LongestCall);
        }

        _process.Dispose();
    }

    /// <summary>Deletes what was built.</summary>
    public static void Delete()
    {
        if (Folder.IsValueCreated) Directory.Delete(Folder.Value, recursive: true);
    }

    private static Process Start(string variant, Dictionary<string, string?> settings, string cluster)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Folder.Value, variant, "out", "Official.dll"), cluster])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return Process.Start(start)!;
    }

    private static string? Restore(string variant, params string[] arguments)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder.Value, variant)).FullName;
        string[] sources =
        [
            .. Directory.GetFiles(RepositoryFolder.Find("tests/SelfLearning.Storage.Azure.Tests/Official/Program")),
            .. ((string[])["ConformanceState", "HeldState", "TestSerializer"]).Select(name => RepositoryFolder.Find($"tests/Shared/Conformance/{name}.cs")),
        ];
        foreach (var source in sources) File.Copy(source, Path.Combine(folder, Path.GetFileName(source)));
        return Dotnet(folder, ["restore", .. arguments]) is { } failure ? $"The official packages cannot be restored here: {failure}" : null;
    }

    private static void Build(string variant, params string[] arguments)
    {
        if (Dotnet(Path.Combine(Folder.Value, variant), ["build", "--no-restore", "-o", "out", .. arguments]) is { } failure)
            throw new InvalidOperationException($"The program with the official packages cannot be built: {failure}");
    }

    private static string? Dotnet(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [.. arguments, "-v", "quiet", "-nologo"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(LongestBuild)) return process.ExitCode == 0 ? null : text.Result + errors.Result;
        process.Kill(entireProcessTree: true);
        return $"dotnet {arguments[0]} has not ended within {LongestBuild}.";
    }
}
