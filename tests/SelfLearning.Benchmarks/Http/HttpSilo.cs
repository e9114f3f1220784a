using System.Diagnostics;
using System.Globalization;
using System.Net;
using SelfLearning.Learning;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Benchmarks.Http;

/// <summary>The generic silo as a process of its own, on SQLite in a folder of its own, reached over HTTP alone.</summary>
internal sealed class HttpSilo : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string SigningKey = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("benchmarks-http-");
    private readonly int[] _ports = FreePorts.Take(3);
    private Process? _process;

    /// <summary>What signs its result ids, so that the load can make some without asking.</summary>
    public static SigningKeys Keys { get; } = SigningKeys.Parse(SigningKey, []);

    /// <summary>Where it serves.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[0]}"));

    /// <summary>The processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process!.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it, on what it has stored before, and ends when it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "SelfLearning.Silo.dll")])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
        };
        start.Environment["Urls"] = Url.ToString();
        start.Environment["Orleans__Endpoints__SiloPort"] = _ports[1].ToString(CultureInfo.InvariantCulture);
        start.Environment["Orleans__Endpoints__GatewayPort"] = _ports[2].ToString(CultureInfo.InvariantCulture);
        start.Environment["SelfLearning__SigningKey"] = SigningKey;
        start.Environment["SelfLearning__Http__RequestsPerSecond"] = "1000000";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = Url };
        for (var started = Stopwatch.GetTimestamp(); !await IsReadyAsync(http, cancellationToken);)
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Patience) throw new InvalidOperationException("The silo is not ready: see its error output above.");
            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>Ends it at once, with whatever is in its memory.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
