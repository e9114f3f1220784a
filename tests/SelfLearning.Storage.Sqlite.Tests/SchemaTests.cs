using Microsoft.Data.Sqlite;
using SelfLearning.Storage.Sqlite.Database;
using SelfLearning.Storage.Sqlite.Tests.Support;

namespace SelfLearning.Storage.Sqlite.Tests;

public sealed class SchemaTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_empty_file_of_version_0_gets_the_current_version()
    {
        await File.WriteAllBytesAsync(_folder.File(), []);

        var storage = await TestStorage.OpenAsync(_folder.File());

        Assert.Equal(0, storage.Database.FoundVersion);
        await storage.WriteAsync("g", new Counter());
        await storage.CloseAsync();
        Assert.Equal((long)SqliteSchema.Current.Version, Ask("PRAGMA user_version"));
        Assert.Equal((long)SqliteSchema.ApplicationId, Ask("PRAGMA application_id"));
    }

    [Fact]
    public async Task An_older_file_runs_the_missing_steps_in_order_and_keeps_its_records()
    {
        await WriteWithCurrentVersionAsync();
        var next = new SqliteSchema(
        [
            new SchemaStep(1, "CREATE TABLE this_step_must_not_run_again (x)"),
            new SchemaStep(2, "ALTER TABLE grain_state ADD COLUMN note TEXT NOT NULL DEFAULT 'old'"),
            new SchemaStep(3, "UPDATE grain_state SET note = note || ' and migrated'"),
        ]);

        using (var connection = SqliteConnections.OpenWriter(_folder.File(), create: false))
        {
            Assert.Equal(1, next.Migrate(connection, _folder.File()));
            Assert.Equal(3, next.Migrate(connection, _folder.File())); // Nothing is left to do.
        }

        Assert.Equal(3L, Ask("PRAGMA user_version"));
        Assert.Equal("old and migrated", Ask("SELECT note FROM grain_state WHERE grain_id = 'test/g'"));
    }

    [Fact]
    public async Task A_failing_step_leaves_the_file_at_its_version()
    {
        await WriteWithCurrentVersionAsync();
        var broken = new SqliteSchema(
        [
            new SchemaStep(1, ""),
            new SchemaStep(2, "ALTER TABLE grain_state ADD COLUMN note TEXT"),
            new SchemaStep(3, "INSERT INTO no_such_table VALUES (1)"),
        ]);

        using (var connection = SqliteConnections.OpenWriter(_folder.File(), create: false))
        {
            Assert.Throws<SqliteException>(() => broken.Migrate(connection, _folder.File()));
        }

        Assert.Equal(1L, Ask("PRAGMA user_version"));
        Assert.Equal(0L, Ask("SELECT count(*) FROM pragma_table_info('grain_state') WHERE name = 'note'"));
        var storage = await TestStorage.OpenAsync(_folder.File());
        Assert.Equal(5, (await storage.ReadAsync<Counter>("g")).State.Value);
        await storage.CloseAsync();
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_not_touched()
    {
        await WriteWithCurrentVersionAsync();
        using (var connection = SqliteConnections.OpenWriter(_folder.File(), create: false))
        {
            SqliteConnections.Execute(connection, "PRAGMA user_version = 99");
        }

        var content = await File.ReadAllBytesAsync(_folder.File());
        var written = File.GetLastWriteTimeUtc(_folder.File());

        var fault = await Assert.ThrowsAsync<SqliteGrainStorageException>(() => TestStorage.OpenAsync(_folder.File()));

        Assert.Contains("version 99", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.File(), fault.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(_folder.File()));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder.File()));
    }

    private async Task WriteWithCurrentVersionAsync()
    {
        var storage = await TestStorage.OpenAsync(_folder.File());
        await storage.WriteAsync("g", new Counter { Value = 5 });
        await storage.CloseAsync();
    }

    private object? Ask(string sql)
    {
        using var connection = SqliteConnections.OpenProbe(_folder.File());
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
