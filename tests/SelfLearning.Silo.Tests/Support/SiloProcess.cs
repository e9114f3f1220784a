using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Silo.Tests.Support;

/// <summary>The silo's exe as a process of its own, in a folder of its own, on free ports.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("silo-").FullName;
    private readonly int[] _ports = FreePorts.Take(4);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Dictionary<string, string> _settings;
    private readonly string _program;
    private Process? _process;

    /// <param name="program">The exe.</param>
    public SiloProcess(string program = "SelfLearning.Silo.dll") => (_program, _settings) = (program, new()
    {
        ["Urls"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[0]}"),
        ["Orleans__Endpoints__SiloPort"] = _ports[1].ToString(CultureInfo.InvariantCulture),
        ["Orleans__Endpoints__GatewayPort"] = _ports[2].ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>What the test calls it.</summary>
    public string Name { get; init; } = "";

    public string Folder => _folder;

    public Uri Url => new(_settings["Urls"]);

    /// <summary>A free port beside those of the silo.</summary>
    public int FreePort => _ports[3];

    public IPEndPoint Gateway => new(IPAddress.Loopback, _ports[2]);

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    /// <summary>Sets an environment variable of the process, beside the ports.</summary>
    public string this[string key]
    {
        set => _settings[key] = value;
    }

    /// <summary>Writes a file into its folder.</summary>
    public Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder, name), text);

    public void Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
            ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, _program) },
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (key, value) in _settings) start.Environment[key] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts it and ends when it is ready.</summary>
    public async Task StartReadyAsync(params string[] arguments)
    {
        var before = BlocksSaid();
        Start(arguments);
        var watch = Stopwatch.StartNew();
        // It answers a moment before it has said where everything is.
        while (await GetAsync("/health/ready") is not { Status: HttpStatusCode.OK } || BlocksSaid() == before)
        {
            if (_process!.HasExited || watch.Elapsed > Patience) throw new InvalidOperationException($"The silo is not ready:\n{Output}\n{Errors}");
            await Task.Delay(50);
        }
    }

    // By their last lines.
    private int BlocksSaid() => _output.Count(line => line.StartsWith("  cluster  ", StringComparison.Ordinal));

    /// <summary>What is served; <c>null</c> when nobody answers.</summary>
    public async Task<(HttpStatusCode Status, string Body)?> GetAsync(string path, int? port = null)
    {
        try
        {
            var url = new UriBuilder(Url) { Path = path, Port = port ?? Url.Port }.Uri;
            using var response = await _http.GetAsync(url);
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>SIGTERM, as supervisors send it.</summary>
    public async Task AskToStopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void Kill() => _process!.Kill();

    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process!.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await WaitForExitAsync();
        }

        _process?.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }
}
