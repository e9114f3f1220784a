using System.Diagnostics;
using System.Globalization;
using SelfLearning.Storage.Sqlite.Database;
using SelfLearning.Storage.Sqlite.Tests.Support;

namespace SelfLearning.Storage.Sqlite.Tests;

public sealed class DurabilityTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_write_survives_kill_9()
    {
        var acknowledged = new Dictionary<string, long>();
        foreach (var round in (int[])[200, 500, 1100])
        {
            using var child = ChildProcess.Start("write", _folder.File(), string.Create(CultureInfo.InvariantCulture, $"round{round}"));
            await TakeUntilKilledAsync(child, round, acknowledged);

            var storage = await TestStorage.OpenAsync(_folder.File());
            foreach (var (grain, value) in acknowledged)
            {
                var read = await storage.ReadAsync<Counter>(grain);
                Assert.True(read.RecordExists, $"{grain} was acknowledged and is gone");
                Assert.True(read.State.Value >= value, $"{grain} was acknowledged at {value} and is at {read.State.Value}");
            }

            await storage.CloseAsync();
            Assert.Equal("ok", CheckIntegrity());
        }

        Assert.True(acknowledged.Count > 500);
    }

    [Fact]
    public async Task Two_processes_on_one_file_lose_no_update()
    {
        var storage = await TestStorage.OpenAsync(_folder.File());
        using var child = ChildProcess.Start("count", _folder.File(), "50");

        await ChildPrograms.AddAsync(storage, 50);
        await child.WaitForExitAsync();

        Assert.Equal(0, child.ExitCode);
        Assert.Equal(100, (await storage.ReadAsync<Counter>("shared")).State.Value);
        await storage.CloseAsync();
    }

    /// <summary>
    /// Kills the child when it has printed so many acknowledgements, then takes those that were still in the pipe.
    /// </summary>
    private static async Task TakeUntilKilledAsync(Process child, int lines, Dictionary<string, long> acknowledged)
    {
        for (var i = 0; await child.StandardOutput.ReadLineAsync() is { } line; i++)
        {
            if (i == lines)
            {
                child.Kill(); // SIGKILL: nothing is flushed, nothing is closed.
            }

            if (line.Split(' ') is [var grain, var value, "."])
            {
                acknowledged[grain] = long.Parse(value, CultureInfo.InvariantCulture);
            }
        }

        await child.WaitForExitAsync();
        Assert.NotEqual(0, child.ExitCode);
    }

    private string CheckIntegrity()
    {
        using var connection = SqliteConnections.OpenReader(_folder.File());
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }
}
