using System.Diagnostics;
using System.Globalization;

namespace SelfLearning.Tests.Servers;

/// <summary>
/// One emulator of Azure Storage, started by <c>azurite.cmd</c>. Stopped by SIGTERM and never killed: killed, the emulator loses
/// writes it has acknowledged.
/// </summary>
/// <param name="folder">Where it keeps its data; <c>null</c> keeps it in memory.</param>
/// <param name="host">The address it listens on.</param>
internal sealed class AzuriteProcess(string? folder = null, string host = "127.0.0.1")
{
    /// <summary>The account and the key that every emulator has.</summary>
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;" +
        "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;";

    /// <summary>Enough for the first start, which installs the emulator.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private readonly int[] _ports = FreePorts.Take(3);
    private Process? _process;

    /// <summary>Why it cannot be started on this machine; <c>null</c> when it can.</summary>
    public static string? Missing { get; } =
        Programs.Has("node") && Programs.Has("npm") ? null : "azurite.cmd needs node 20 or newer and npm on the PATH.";

    /// <summary>The process, while it runs.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>The same after every start.</summary>
    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture,
        $"{Account}BlobEndpoint=http://{host}:{_ports[0]}/devstoreaccount1;TableEndpoint=http://{host}:{_ports[1]}/devstoreaccount1;");

    /// <summary>Ends when it answers on its blob and its table port.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "cmd.exe" : "sh") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[
            .. OperatingSystem.IsWindows() ? (string[])["/c"] : [],
            RepositoryFolder.Find("azurite.cmd"),
            .. folder is null ? (string[])["--in-memory"] : ["--location", folder],
            "--blobHost", host, "--tableHost", host, "--queueHost", host,
            "--blobKeepAliveTimeout", "1", "--tableKeepAliveTimeout", "1", // It ends when the last idle connection is closed.
            "--blobPort", Text(_ports[0]), "--tablePort", Text(_ports[1]), "--queuePort", Text(_ports[2])])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        var output = _process.StandardOutput.ReadToEndAsync();
        var errors = _process.StandardError.ReadToEndAsync();
        using var http = new HttpClient();
        await WaitAsync(http, _ports[0], output, errors);
        await WaitAsync(http, _ports[1], output, errors);
    }

    /// <summary>Lets it write what it holds, and ends when it has ended.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process) return;

        _process = null;
        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
        }
        else
        {
            using var kill = Process.Start("kill", ["-TERM", Text(process.Id)]);
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        process.Dispose();
    }

    private async Task WaitAsync(HttpClient http, int port, Task<string> output, Task<string> errors)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (_process!.HasExited) throw new InvalidOperationException($"azurite.cmd has ended: {await output} {await errors}");
            if (watch.Elapsed > LongestStart) throw new TimeoutException($"azurite.cmd has not answered on port {port} within {LongestStart}.");
            try
            {
                using var answer = await http.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}/devstoreaccount1?comp=list")));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
