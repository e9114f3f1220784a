using System.Globalization;

namespace SelfLearning.Tests.Servers;

/// <summary>One Redis that keeps what it has acknowledged: an append-only file, written through to the disk before each answer.</summary>
/// <param name="isDurable">Whether it is so; as most distributions set it up, it is not.</param>
internal sealed class RedisProcess(bool isDurable = true)
{
    private readonly int _port = FreePorts.Take(1)[0];
    private DirectoryInfo? _folder;
    private ServerProcess? _process;

    /// <summary>Why it cannot be started on this machine; <c>null</c> when it can.</summary>
    public static string? Missing { get; } = Programs.Has("redis-server") ? null : "redis-server is not on the PATH: apt-get install redis-server.";

    /// <summary>The same after every start.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>Ends when it answers.</summary>
    public async Task StartAsync()
    {
        _folder ??= Directory.CreateTempSubdirectory("redis-");
        _process = await ServerProcess.StartAsync(
            "redis-server",
            [
                "--bind", "127.0.0.1", "--port", _port.ToString(CultureInfo.InvariantCulture), "--dir", _folder.FullName,
                "--save", "", "--appendonly", isDurable ? "yes" : "no", "--appendfsync", "always",
            ],
            "Ready to accept connections",
            "TERM");
    }

    /// <summary>Ends when it has ended; what it holds is there at the next start.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process) await process.StopAsync();
        _process = null;
    }

    /// <summary>Kills it; ends when it has ended.</summary>
    public async Task CrashAsync()
    {
        if (_process is { } process) await process.StopAsync("KILL");
        _process = null;
    }

    /// <summary>Ends it and deletes what it holds.</summary>
    public async Task DeleteAsync()
    {
        await StopAsync();
        _folder?.Delete(recursive: true);
        _folder = null;
    }
}
