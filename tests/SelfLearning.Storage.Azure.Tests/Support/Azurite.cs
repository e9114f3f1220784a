using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Azure.Tests.Support;

/// <summary>
/// One emulator for all tests of the assembly, on free ports and without files.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    /// <summary>
    /// The account and the key that every emulator has.
    /// </summary>
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;" +
        "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;";

    /// <summary>
    /// Enough for the first start, which installs the emulator.
    /// </summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private readonly int _blobPort = FreePort();
    private readonly int _tablePort = FreePort();
    private Process? _process;

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture,
        $"{Account}BlobEndpoint=http://127.0.0.1:{_blobPort}/devstoreaccount1;TableEndpoint=http://127.0.0.1:{_tablePort}/devstoreaccount1;");

    public async Task InitializeAsync()
    {
        if (StorageServer.Missing is not null)
        {
            return;
        }

        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "cmd.exe" : "sh") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[
            .. OperatingSystem.IsWindows() ? (string[])["/c"] : [],
            FindScript(), "--in-memory",
            "--blobKeepAliveTimeout", "1", "--tableKeepAliveTimeout", "1", // It ends when the last idle connection is closed.
            "--blobPort", Text(_blobPort), "--tablePort", Text(_tablePort), "--queuePort", Text(FreePort())])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        var output = _process.StandardOutput.ReadToEndAsync();
        var errors = _process.StandardError.ReadToEndAsync();
        using var http = new HttpClient();
        foreach (var port in (int[])[_blobPort, _tablePort])
        {
            await WaitAsync(http, port, output, errors);
        }
    }

    public async Task DisposeAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            _process.Kill(entireProcessTree: true);
        }
        else
        {
            using var kill = Process.Start("kill", ["-TERM", Text(_process.Id)]);
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        _process.Dispose();
    }

    private async Task WaitAsync(HttpClient http, int port, Task<string> output, Task<string> errors)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            Assert.False(_process!.HasExited, _process.HasExited ? $"azurite.cmd has ended: {await output} {await errors}" : "");
            Assert.True(watch.Elapsed < LongestStart, $"azurite.cmd has not answered on port {port} within {LongestStart}.");
            try
            {
                using var answer = await http.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/devstoreaccount1?comp=list")));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
    }

    private static string FindScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "azurite.cmd")))
            {
                return Path.Combine(folder.FullName, "azurite.cmd");
            }
        }

        throw new FileNotFoundException($"azurite.cmd is in no folder above {AppContext.BaseDirectory}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
