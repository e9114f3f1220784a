using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using SelfLearning.Storage.Sqlite.Database;
using SelfLearning.Storage.Sqlite.Tests.Support;

namespace SelfLearning.Storage.Sqlite.Tests;

public sealed class FaultTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private SqliteGrainStorage _storage = null!;

    public async Task InitializeAsync() => _storage = await TestStorage.OpenAsync(_folder.File());

    public Task DisposeAsync() => _storage.CloseAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_fails_the_write_and_later_writes_succeed()
    {
        var kept = await _storage.WriteAsync("kept", new Counter { Value = 1 });
        await RunOnWriterAsync("PRAGMA max_page_count = 1"); // SQLite takes the present size as the limit.
        var large = TestStorage.State(new string('x', 200_000));

        var fault = await Assert.ThrowsAsync<SqliteGrainStorageException>(() => _storage.WriteStateAsync("state", GrainId.Create("test", "g"), large));

        Assert.Contains("full", fault.Message, StringComparison.Ordinal);
        Assert.Equal(_folder.File(), fault.Path);
        Assert.Null(large.ETag);
        await RunOnWriterAsync("PRAGMA max_page_count = 1000000");
        await _storage.WriteStateAsync("state", GrainId.Create("test", "g"), large);
        Assert.Equal(kept.ETag, (await _storage.ReadAsync<Counter>("kept")).ETag);
    }

    [Fact]
    public async Task A_failed_transaction_fails_all_its_members_and_not_the_next()
    {
        var writer = _storage.Database.Writer;
        using var hold = new HoldingCommit();
        var held = writer.CommitAsync(hold, CancellationToken.None);
        await hold.Entered;
        var first = _storage.WriteAsync("first", new Counter());
        var broken = writer.CommitAsync(new SqlCommit("INSERT INTO no_such_table VALUES (1)"), CancellationToken.None);
        var last = _storage.WriteAsync("last", new Counter());
        hold.Release();
        await held;

        foreach (var member in (Task[])[first, broken, last])
        {
            await Assert.ThrowsAsync<SqliteGrainStorageException>(() => member);
        }

        Assert.False((await _storage.ReadAsync<Counter>("first")).RecordExists);
        await _storage.WriteAsync("first", new Counter { Value = 2 });
        Assert.Equal(2, (await _storage.ReadAsync<Counter>("first")).State.Value);
    }

    [Fact]
    public async Task A_lost_connection_is_replaced()
    {
        await _storage.WriteAsync("g", new Counter { Value = 1 });
        await Assert.ThrowsAsync<SqliteGrainStorageException>(() => _storage.Database.Writer.CommitAsync(new ConnectionBreaker(), CancellationToken.None));

        await _storage.WriteAsync("h", new Counter { Value = 2 });

        Assert.Equal(1, (await _storage.ReadAsync<Counter>("g")).State.Value);
        Assert.Equal(2, (await _storage.ReadAsync<Counter>("h")).State.Value);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_into_a_file_that_was_deleted()
    {
        await _storage.WriteAsync("g", new Counter());
        File.Delete(_folder.File());

        var fault = await Assert.ThrowsAsync<SqliteGrainStorageException>(() => _storage.WriteAsync("h", new Counter()));
        Assert.Contains("deleted or moved", fault.Message, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(_folder.File(), []);
        await Assert.ThrowsAsync<SqliteGrainStorageException>(() => _storage.WriteAsync("h", new Counter()));
    }

    [Fact]
    public void A_fault_crosses_the_cluster_with_its_message_and_path()
    {
        var serializer = TestStorage.Services.GetRequiredService<Serializer>();
        var fault = SqliteFault.Describe("/data/x.db", "open", new SqliteException("file is not a database", 26));

        var arrived = serializer.Deserialize<SqliteGrainStorageException>(serializer.SerializeToArray(fault));

        Assert.Equal(fault.Message, arrived!.Message);
        Assert.Equal("/data/x.db", arrived.Path);
    }

    [Fact]
    public async Task A_file_locked_by_another_process_fails_the_write_and_serves_reads()
    {
        await _storage.WriteAsync("kept", new Counter { Value = 1 });
        await RunOnWriterAsync("PRAGMA busy_timeout = 10");
        using (var other = SqliteConnections.OpenWriter(_folder.File(), create: false))
        {
            using var transaction = other.BeginTransaction(deferred: false);
            var fault = await Assert.ThrowsAsync<SqliteGrainStorageException>(() => _storage.WriteAsync("g", new Counter()));
            Assert.Contains("locked by another process", fault.Message, StringComparison.Ordinal);
            Assert.Equal(1, (await _storage.ReadAsync<Counter>("kept")).State.Value);
        }

        await _storage.WriteAsync("g", new Counter { Value = 2 });
        Assert.Equal(2, (await _storage.ReadAsync<Counter>("g")).State.Value);
    }

    [Fact]
    public async Task A_state_that_cannot_be_deserialized_is_named_and_kept()
    {
        var written = await _storage.WriteAsync("g", "text, not a counter");

        var fault = await Assert.ThrowsAsync<SqliteGrainStorageException>(() => _storage.ReadAsync<Counter>("g"));

        Assert.Contains("test/g", fault.Message, StringComparison.Ordinal);
        Assert.Contains("SerializerKey", fault.Message, StringComparison.Ordinal);
        var kept = TestStorage.State("");
        await _storage.ReadStateAsync("state", GrainId.Create("test", "g"), kept);
        Assert.Equal(written.ETag, kept.ETag);
    }

    [Fact]
    public async Task A_state_that_serializes_to_nothing_is_a_record()
    {
        await _storage.WriteAsync<Counter?>("g", null);

        var read = await _storage.ReadAsync<Counter>("g");

        Assert.True(read.RecordExists);
        Assert.NotNull(read.ETag);
        Assert.NotNull(read.State);
    }

    [Fact]
    public async Task An_id_with_a_NUL_character_is_not_cut()
    {
        await _storage.WriteAsync("a\0b", new Counter { Value = 1 });
        await _storage.WriteAsync("a\0c", new Counter { Value = 2 });

        Assert.Equal(1, (await _storage.ReadAsync<Counter>("a\0b")).State.Value);
        Assert.Equal(2, (await _storage.ReadAsync<Counter>("a\0c")).State.Value);
        Assert.False((await _storage.ReadAsync<Counter>("a")).RecordExists);
    }

    private Task<Writing.CommitOutcome> RunOnWriterAsync(string sql) => _storage.Database.Writer.CommitAsync(new SqlCommit(sql), CancellationToken.None);

    private sealed class ConnectionBreaker : Writing.Commit
    {
        public override int Size => 0;

        public override Writing.CommitOutcome Execute(Writing.WriterSession session)
        {
            session.Connection.Close();
            throw new SqliteException("the disk is gone", SQLitePCL.raw.SQLITE_IOERR);
        }
    }
}
