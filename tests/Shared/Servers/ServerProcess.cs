using System.Diagnostics;
using System.Globalization;

namespace SelfLearning.Tests.Servers;

/// <summary>A server that says in its output when it is ready, and ends by a signal.</summary>
internal sealed class ServerProcess
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _lastLines = new();
    private readonly string _readyText;
    private readonly string _stopSignal;
    private readonly Process _process;

    private ServerProcess(Process process, string readyText, string stopSignal)
    {
        (_process, _readyText, _stopSignal) = (process, readyText, stopSignal);
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"{process.StartInfo.FileName} has ended: {LastLines}"));
        process.EnableRaisingEvents = true;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private string LastLines
    {
        get
        {
            lock (_lastLines) return string.Join('\n', _lastLines);
        }
    }

    /// <summary>Starts a program; ends when it has written a line with a text.</summary>
    /// <param name="program">Its file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="readyText">The text.</param>
    /// <param name="stopSignal">The name of the signal that lets it close its files and end.</param>
    /// <param name="user">Whom it runs as; <c>null</c> for the user of the tests.</param>
    public static async Task<ServerProcess> StartAsync(string program, string[] arguments, string readyText, string stopSignal, string? user = null)
    {
        var server = new ServerProcess(new Process { StartInfo = StartInfo(program, arguments, user) }, readyText, stopSignal);
        try
        {
            await server._ready.Task.WaitAsync(LongestStart);
            return server;
        }
        catch (TimeoutException)
        {
            await server.StopAsync();
            throw new TimeoutException($"{program} has not written '{readyText}' within {LongestStart}: {server.LastLines}");
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">Its exit code is not 0.</exception>
    public static async Task RunAsync(string program, string[] arguments, string? user = null)
    {
        using var process = Process.Start(StartInfo(program, arguments, user))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(LongestStart);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} has ended with {process.ExitCode}: {await output} {await errors}");
    }

    /// <summary>Ends when it has ended.</summary>
    /// <param name="signal">Another signal than that which lets it close its files.</param>
    public async Task StopAsync(string? signal = null)
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", [$"-{signal ?? _stopSignal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string program, string[] arguments, string? user)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (user is not null) start.UserName = user;
        return start;
    }

    private void Read(string? line)
    {
        if (line is null) return;
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 20) _lastLines.Dequeue();
        }

        if (line.Contains(_readyText, StringComparison.Ordinal)) _ready.TrySetResult();
    }
}
