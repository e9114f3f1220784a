using System.Text;
using Microsoft.Data.Sqlite;
using SelfLearning.Storage.Sqlite.Database;
using SelfLearning.Storage.Sqlite.Tests.Support;

namespace SelfLearning.Storage.Sqlite.Tests;

public sealed class OpeningTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_missing_folder_is_created()
    {
        var path = Path.Combine(_folder.Path, "a", "b", "test.db");

        var storage = await TestStorage.OpenAsync(path);
        await storage.CloseAsync();

        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task After_a_restart_everything_is_read()
    {
        var storage = await TestStorage.OpenAsync(_folder.File());
        var written = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => storage.WriteAsync($"g{i}", new Counter { Value = i })));
        await storage.CloseAsync();

        storage = await TestStorage.OpenAsync(_folder.File());
        for (var i = 0; i < written.Length; i++)
        {
            var read = await storage.ReadAsync<Counter>($"g{i}");
            Assert.Equal(i, read.State.Value);
            Assert.Equal(written[i].ETag, read.ETag);
        }

        await storage.CloseAsync();
    }

    [Fact]
    public async Task Storages_on_one_file_share_its_writer_until_the_last_one_leaves()
    {
        var one = await TestStorage.OpenAsync(_folder.File());
        var two = await TestStorage.OpenAsync(_folder.File());
        Assert.Same(one.Database, two.Database);
        var written = await one.WriteAsync("g", new Counter { Value = 1 });

        await one.CloseAsync();

        var read = await two.ReadAsync<Counter>("g");
        Assert.Equal(written.ETag, read.ETag);
        await two.WriteStateAsync("state", GrainId.Create("test", "g"), read);
        await two.CloseAsync();
        Assert.Equal([_folder.File()], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Services_in_one_file_are_independent()
    {
        var one = await TestStorage.OpenAsync(_folder.File(), "one");
        var two = await TestStorage.OpenAsync(_folder.File(), "two");
        await one.WriteAsync("g", new Counter { Value = 1 });

        Assert.False((await two.ReadAsync<Counter>("g")).RecordExists);
        await two.WriteAsync("g", new Counter { Value = 2 });
        Assert.Equal(1, (await one.ReadAsync<Counter>("g")).State.Value);
        await one.CloseAsync();
        await two.CloseAsync();
    }

    [Fact]
    public async Task Every_commit_waits_for_the_disk()
    {
        var storage = await TestStorage.OpenAsync(_folder.File());
        using var writer = SqliteConnections.OpenWriter(_folder.File(), create: false);

        Assert.Equal("wal", Ask(writer, "PRAGMA journal_mode"));
        Assert.Equal(2L, Ask(writer, "PRAGMA synchronous")); // FULL
        await storage.CloseAsync();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_as_it_is()
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("this is not a database\n", 100)));
        await File.WriteAllBytesAsync(_folder.File(), content);

        await AssertRefusedAsync("damaged or not an SQLite database");

        Assert.Equal(content, await File.ReadAllBytesAsync(_folder.File()));
    }

    [Fact]
    public async Task A_damaged_database_is_named()
    {
        var storage = await TestStorage.OpenAsync(_folder.File());
        await storage.WriteAsync("g", new string('x', 100_000));
        await storage.CloseAsync();
        var content = await File.ReadAllBytesAsync(_folder.File());
        Array.Fill(content, (byte)0xA5, 100, content.Length - 100); // The header stays, everything else is destroyed.
        await File.WriteAllBytesAsync(_folder.File(), content);

        await AssertRefusedAsync("damaged or not an SQLite database");
    }

    [Fact]
    public async Task The_database_of_another_application_is_left_as_it_is()
    {
        Make("CREATE TABLE customers (name TEXT)");
        var content = await File.ReadAllBytesAsync(_folder.File());

        await AssertRefusedAsync("another application");

        Assert.Equal(content, await File.ReadAllBytesAsync(_folder.File()));
    }

    [Fact]
    public async Task A_path_that_is_a_folder_is_named()
    {
        Directory.CreateDirectory(_folder.File());

        await AssertRefusedAsync("cannot be opened or created");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "");

        var fault = await Assert.ThrowsAsync<SqliteGrainStorageException>(() => TestStorage.OpenAsync(Path.Combine(_folder.File("file"), "test.db")));

        Assert.Contains(Path.Combine(_folder.File("file"), "test.db"), fault.Message, StringComparison.Ordinal);
        Assert.Contains("folder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // /proc is the one folder that not even root can write to.
        }

        var fault = await Assert.ThrowsAsync<SqliteGrainStorageException>(() => TestStorage.OpenAsync("/proc/test.db"));

        Assert.Contains("'/proc/test.db': it cannot be opened or created", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_file_can_be_opened_when_it_was_replaced()
    {
        await File.WriteAllTextAsync(_folder.File(), new string('?', 1000));
        await AssertRefusedAsync("damaged or not an SQLite database");
        File.Delete(_folder.File());

        var storage = await TestStorage.OpenAsync(_folder.File());
        await storage.WriteAsync("g", new Counter());
        await storage.CloseAsync();
    }

    private async Task AssertRefusedAsync(string rule)
    {
        var fault = await Assert.ThrowsAsync<SqliteGrainStorageException>(() => TestStorage.OpenAsync(_folder.File()));
        Assert.Equal(_folder.File(), fault.Path);
        Assert.Contains(_folder.File(), fault.Message, StringComparison.Ordinal);
        Assert.Contains(rule, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Path", fault.Message, StringComparison.Ordinal);
    }

    private void Make(string sql)
    {
        using var connection = SqliteConnections.OpenWriter(_folder.File(), create: true);
        SqliteConnections.Execute(connection, sql);
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
