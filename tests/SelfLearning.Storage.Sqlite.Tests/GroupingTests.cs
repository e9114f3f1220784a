using Orleans.Storage;
using SelfLearning.Storage.Sqlite.Tests.Support;
using SelfLearning.Storage.Sqlite.Writing;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Sqlite.Tests;

public sealed class GroupingTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private SqliteGrainStorage _storage = null!;

    private CommitWriter Writer => _storage.Database.Writer;

    public async Task InitializeAsync() => _storage = await TestStorage.OpenAsync(_folder.File());

    public Task DisposeAsync() => _storage.CloseAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_that_waits_is_committed_in_one_transaction()
    {
        using var hold = new HoldingCommit();
        var held = Writer.CommitAsync(hold, CancellationToken.None);
        await hold.Entered;
        var writes = Enumerable.Range(0, 300).Select(i => _storage.WriteAsync($"g{i}", new Counter { Value = i })).ToArray();

        hold.Release();
        await held;
        await Task.WhenAll(writes);

        Assert.Equal(2, Writer.Transactions);
        Assert.Equal(301, Writer.Changes);
    }

    [Fact]
    public async Task A_write_is_answered_only_after_its_commit()
    {
        using var first = new HoldingCommit();
        using var second = new HoldingCommit();
        var heldFirst = Writer.CommitAsync(first, CancellationToken.None);
        await first.Entered;
        var write = _storage.WriteAsync("g", new Counter { Value = 1 });
        var heldSecond = Writer.CommitAsync(second, CancellationToken.None);
        first.Release();
        await heldFirst;
        await second.Entered; // The write before it in the same transaction is executed, but not committed.

        Assert.False(write.IsCompleted);
        Assert.False((await _storage.ReadAsync<Counter>("g")).RecordExists);

        second.Release();
        await heldSecond;
        await write;
        Assert.Equal(1, (await _storage.ReadAsync<Counter>("g")).State.Value);
    }

    [Fact]
    public async Task A_conflict_fails_alone_in_its_transaction()
    {
        await _storage.WriteAsync("taken", new Counter { Value = 1 });
        using var hold = new HoldingCommit();
        var held = Writer.CommitAsync(hold, CancellationToken.None);
        await hold.Entered;
        var before = _storage.WriteAsync("before", new Counter { Value = 2 });
        var conflict = _storage.WriteAsync("taken", new Counter { Value = 3 });
        var after = _storage.WriteAsync("after", new Counter { Value = 4 });

        hold.Release();
        await held;
        await before;
        await after;
        await Assert.ThrowsAsync<InconsistentStateException>(() => conflict);

        Assert.Equal(3, Writer.Transactions);
        Assert.Equal(2, (await _storage.ReadAsync<Counter>("before")).State.Value);
        Assert.Equal(1, (await _storage.ReadAsync<Counter>("taken")).State.Value);
        Assert.Equal(4, (await _storage.ReadAsync<Counter>("after")).State.Value);
    }

    [Fact]
    public async Task A_conflict_names_both_ETags()
    {
        var stored = await _storage.WriteAsync("g", new Counter());
        var stale = new HeldState<Counter>(new Counter(), "stale");

        var fault = await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("state", GrainId.Create("test", "g"), stale));

        Assert.Equal(stored.ETag, fault.StoredEtag);
        Assert.Equal("stale", fault.CurrentEtag);
        Assert.Contains("test/g", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_is_too_large_for_one_statement_fails_alone()
    {
        using var hold = new HoldingCommit();
        var held = Writer.CommitAsync(hold, CancellationToken.None);
        await hold.Entered;
        var before = _storage.WriteAsync("before", new Counter { Value = 1 });
        var tooBig = Writer.CommitAsync(new SqlCommit("SELECT zeroblob(1000000001)"), CancellationToken.None);
        var after = _storage.WriteAsync("after", new Counter { Value = 2 });

        hold.Release();
        await held;
        await before;
        await after;

        await Assert.ThrowsAsync<SqliteGrainStorageException>(() => tooBig);
        Assert.Equal(2, (await _storage.ReadAsync<Counter>("after")).State.Value);
    }

    [Fact]
    public async Task Cancelling_gives_up_a_write_that_still_waits()
    {
        using var cancellation = new CancellationTokenSource();
        using var hold = new HoldingCommit();
        var held = Writer.CommitAsync(hold, CancellationToken.None);
        await hold.Entered;
        var write = _storage.WriteStateAsync("state", GrainId.Create("test", "g"), TestStorage.State(new Counter()), cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        hold.Release();
        await held;

        await _storage.WriteAsync("fence", new Counter());
        Assert.False((await _storage.ReadAsync<Counter>("g")).RecordExists);
    }

    [Fact]
    public async Task Cancelling_does_not_deny_a_write_that_is_being_committed()
    {
        using var cancellation = new CancellationTokenSource();
        using var first = new HoldingCommit();
        using var second = new HoldingCommit();
        var heldFirst = Writer.CommitAsync(first, CancellationToken.None);
        await first.Entered;
        var heldSecond = Writer.CommitAsync(second, CancellationToken.None);
        var state = TestStorage.State(new Counter { Value = 7 });
        var write = _storage.WriteStateAsync("state", GrainId.Create("test", "g"), state, cancellation.Token);
        first.Release();
        await heldFirst;
        await second.Entered;

        await cancellation.CancelAsync();
        Assert.False(write.IsCompleted);
        second.Release();
        await heldSecond;
        await write;

        Assert.Equal(state.ETag, (await _storage.ReadAsync<Counter>("g")).ETag);
    }

    [Fact]
    public async Task Stopping_commits_what_waits_and_leaves_one_file()
    {
        using var hold = new HoldingCommit();
        var held = Writer.CommitAsync(hold, CancellationToken.None);
        await hold.Entered;
        var writes = Enumerable.Range(0, 100).Select(i => _storage.WriteAsync($"g{i}", new Counter { Value = i })).ToArray();

        var closing = _storage.CloseAsync();
        hold.Release();
        await closing;
        await held;
        await Task.WhenAll(writes);

        Assert.Equal([_folder.File()], Directory.GetFiles(_folder.Path));
        await Assert.ThrowsAsync<SqliteGrainStorageException>(() => _storage.WriteAsync("late", new Counter()));
        await Assert.ThrowsAsync<SqliteGrainStorageException>(() => _storage.ReadAsync<Counter>("g1"));
        await _storage.OpenAsync(CancellationToken.None);
        Assert.Equal(99, (await _storage.ReadAsync<Counter>("g99")).State.Value);
    }
}
