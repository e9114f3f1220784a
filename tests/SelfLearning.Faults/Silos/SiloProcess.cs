using System.Diagnostics;
using SelfLearning.Faults.Network;
using SelfLearning.Faults.Processes;

namespace SelfLearning.Faults.Silos;

/// <summary>One silo as a process, with a supervisor that starts it again when it ends unasked.</summary>
/// <param name="place">Where it runs in the private network; <c>null</c> when there is none.</param>
/// <param name="settings">Its configuration.</param>
/// <param name="log">The file that takes what it prints.</param>
/// <param name="report">Takes a line for people.</param>
internal sealed class SiloProcess(NetworkPlace? place, SiloSettings settings, string log, Action<string> report) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly Lock _logging = new();
    private Process? _process;
    private bool _isWanted;

    public string Name => settings.Name;

    public NetworkPlace? Place { get; } = place;

    /// <summary>How often it ended unasked: killed itself after it was cut off, or could not start.</summary>
    public int EndedByItself { get; private set; }

    public int ProcessId => _process!.Id;

    /// <summary>When it was started last, in ticks of the system's clock.</summary>
    public long StartedAt { get; private set; }

    /// <summary>Starts it; <see cref="ReadyAsync"/> waits until it takes calls.</summary>
    public void Start()
    {
        StartedAt = Stopwatch.GetTimestamp();
        var (program, arguments) = Shell.Self(SiloProgram.Name);
        var start = Place is null ? new ProcessStartInfo(program, arguments) : new ProcessStartInfo("nsenter", [.. Place.Enter, program, .. arguments]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var (key, value) in settings.Environment()) start.Environment[key] = value;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Log(line.Data);
        process.ErrorDataReceived += (_, line) => Log(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // In this order: the one before may still be on its way to its supervisor.
        (_process, _isWanted) = (process, true);
        _ = SuperviseAsync(process);
    }

    /// <summary>Ends when it says that it is ready.</summary>
    /// <exception cref="TimeoutException">It was not ready in a minute.</exception>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (watch.Elapsed > LongestStart) throw new TimeoutException($"{Name} was not ready within {LongestStart.TotalSeconds} s: see {log}");
            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>kill -9. It stays down until it is started.</summary>
    public async Task KillAsync()
    {
        _isWanted = false;
        if (_process is not { HasExited: false } process) return;
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM. It stays down until it is started.</summary>
    /// <returns>How long it took to end, and its exit code.</returns>
    /// <exception cref="TimeoutException">It did not end within 30 s, and was killed.</exception>
    public async Task<(TimeSpan Took, int ExitCode)> StopAsync()
    {
        _isWanted = false;
        if (_process is not { HasExited: false } process) return default;
        var watch = Stopwatch.StartNew();
        await Shell.SignalAsync(process.Id, "TERM");
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw new TimeoutException($"{Name} did not end within 30 s of SIGTERM: see {log}");
        }

        return (watch.Elapsed, process.ExitCode);
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri($"{settings.HealthUrl}/health/ready"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task SuperviseAsync(Process process)
    {
        await process.WaitForExitAsync();
        // Not one that was ended on purpose, after which another may have been started already.
        if (!_isWanted || process != _process) return;
        EndedByItself++;
        report($"{Name} has ended by itself with exit code {process.ExitCode}; it is started again");
        await Task.Delay(Pause);
        if (_isWanted && process == _process) Start();
    }

    private void Log(string? line)
    {
        if (line is null) return;
        lock (_logging) File.AppendAllText(log, line + Environment.NewLine);
    }
}
