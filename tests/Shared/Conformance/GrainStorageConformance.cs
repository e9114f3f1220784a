using Orleans.Storage;

namespace SelfLearning.Tests.Conformance;

/// <summary>
/// What every grain storage of the product has to do. A derived class makes the storage; each test uses grain ids of its own,
/// so that the storage may outlive a test.
/// </summary>
public abstract partial class GrainStorageConformance : IAsyncLifetime
{
    private IGrainStorage? _storage;

    private IGrainStorage Storage => _storage!;

    public async Task InitializeAsync() => _storage = await CreateStorageAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    /// <summary>
    /// Makes a storage that is ready for use.
    /// </summary>
    protected abstract Task<IGrainStorage> CreateStorageAsync();

    [StorageFact]
    public async Task What_was_written_is_read()
    {
        var id = NewId();
        var written = await WriteAsync(id, 42, "спасибо / \"thanks\" \n \0 🙂", "a", "b");

        var read = await ReadAsync(id);

        Assert.True(read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
        Assert.Equal(42, read.State.Number);
        Assert.Equal("спасибо / \"thanks\" \n \0 🙂", read.State.Text);
        Assert.Equal(["a", "b"], read.State.Items);
    }

    [StorageFact]
    public async Task A_missing_record_is_read_as_a_new_state()
    {
        var read = Fresh(7);
        read.ETag = "left over";
        read.RecordExists = true;

        await Storage.ReadStateAsync("state", NewId(), read);

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
        Assert.NotNull(read.State);
        Assert.Equal(0, read.State.Number);
    }

    [StorageFact]
    public async Task A_write_makes_the_record_exist_and_each_write_changes_the_ETag()
    {
        var id = NewId();
        var state = Fresh(0);
        var etags = new HashSet<string>();
        for (var i = 1; i <= 50; i++)
        {
            state.State.Number = i;
            await Storage.WriteStateAsync("state", id, state);
            Assert.True(state.RecordExists);
            Assert.False(string.IsNullOrEmpty(state.ETag));
            Assert.True(etags.Add(state.ETag));
        }

        Assert.Equal(50, (await ReadAsync(id)).State.Number);
    }

    [StorageFact]
    public async Task A_second_insert_fails_and_leaves_the_first()
    {
        var id = NewId();
        var first = await WriteAsync(id, 1);
        var second = Fresh(2);

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.WriteStateAsync("state", id, second));

        Assert.Null(second.ETag);
        await AssertStoredAsync(id, 1, first.ETag);
    }

    [StorageFact]
    public async Task A_stale_write_fails_and_leaves_the_record()
    {
        var id = NewId();
        var winner = await WriteAsync(id, 1);
        var loser = await ReadAsync(id);
        winner.State.Number = 2;
        await Storage.WriteStateAsync("state", id, winner);
        var staleETag = loser.ETag;
        loser.State.Number = 3;

        var fault = await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.WriteStateAsync("state", id, loser));

        Assert.Equal(ConflictNamesTheETag ? staleETag : null, fault.CurrentEtag);
        Assert.Equal(staleETag, loser.ETag);
        await AssertStoredAsync(id, 2, winner.ETag);
    }

    [StorageFact]
    public async Task A_write_with_the_ETag_of_a_record_that_is_gone_fails()
    {
        var id = NewId();
        var gone = await WriteAsync(id, 1);
        var other = await ReadAsync(id);
        await Storage.ClearStateAsync("state", id, other);

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.WriteStateAsync("state", id, gone));

        Assert.False((await ReadAsync(id)).RecordExists);
    }

    [StorageFact]
    public async Task A_record_that_was_cleared_and_made_again_does_not_match_its_predecessor()
    {
        var id = NewId();
        var old = await WriteAsync(id, 1);
        await Storage.ClearStateAsync("state", id, await ReadAsync(id));
        var again = await ReadAsync(id);
        again.State.Number = 2;
        await Storage.WriteStateAsync("state", id, again);

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.WriteStateAsync("state", id, old));

        await AssertStoredAsync(id, 2, again.ETag);
    }

    [StorageFact]
    public async Task A_cleared_record_is_gone_and_can_be_written_again()
    {
        var id = NewId();
        var state = await WriteAsync(id, 1, "text");

        await Storage.ClearStateAsync("state", id, state);

        Assert.False(state.RecordExists);
        Assert.Equal(0, state.State.Number);
        Assert.Equal("", state.State.Text);
        if (ClearRemovesTheRecord)
        {
            Assert.Null(state.ETag);
        }

        Assert.False((await ReadAsync(id)).RecordExists);
        state.State.Number = 5;
        await Storage.WriteStateAsync("state", id, state);
        await AssertStoredAsync(id, 5, state.ETag);
    }

    [StorageFact]
    public async Task Clearing_before_the_first_write_does_nothing()
    {
        var id = NewId();
        var state = Fresh(3);

        await Storage.ClearStateAsync("state", id, state);

        Assert.False(state.RecordExists);
        Assert.Equal(ClearMakesARow, state.ETag is not null);
        Assert.Equal(0, state.State.Number);
        Assert.False((await ReadAsync(id)).RecordExists);
        await Storage.WriteStateAsync("state", id, state);
        Assert.True((await ReadAsync(id)).RecordExists);
    }

    [StorageFact]
    public async Task A_stale_clear_fails_and_leaves_the_record()
    {
        var id = NewId();
        var winner = await WriteAsync(id, 1);
        var loser = await ReadAsync(id);
        winner.State.Number = 2;
        await Storage.WriteStateAsync("state", id, winner);

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.ClearStateAsync("state", id, loser));

        await AssertStoredAsync(id, 2, winner.ETag);
    }

    [StorageFact]
    public async Task State_names_and_grains_are_independent()
    {
        var (one, two) = (NewId(), NewId());
        var states = new List<(string Name, GrainId Id, HeldState<ConformanceState> State)>
        {
            ("a", one, Fresh(1)), ("b", one, Fresh(2)), ("a", two, Fresh(3)), ("A", one, Fresh(4)),
        };
        foreach (var (name, id, state) in states)
        {
            await Storage.WriteStateAsync(name, id, state);
        }

        await Storage.ClearStateAsync("b", one, states[1].State);

        var numbers = await Task.WhenAll(states.Select(async s => (await ReadAsync(s.Id, s.Name)).State.Number));
        Assert.Equal([1, 0, 3, 4], numbers);
    }

    [StorageFact]
    public async Task An_empty_state_is_a_record()
    {
        var id = NewId();
        await Storage.WriteStateAsync("state", id, Fresh(0));

        var read = await ReadAsync(id);

        Assert.True(read.RecordExists);
        Assert.NotNull(read.ETag);
        Assert.Empty(read.State.Items);
    }

    [StorageFact]
    public async Task A_state_of_1_MB_or_of_the_limit_is_whole()
    {
        var id = NewId();
        var text = TextOf(Math.Min(1_048_576, (StateLimit - 100) ?? int.MaxValue)); // Less what the serializer puts around it.
        await WriteAsync(id, 1, text);

        Assert.Equal(text, (await ReadAsync(id)).State.Text);
    }

    [StorageFact]
    public async Task A_state_of_4_MB_is_whole_or_refused_and_then_leaves_the_record()
    {
        var id = NewId();
        var state = await WriteAsync(id, 1);
        var eTag = state.ETag;
        (state.State.Number, state.State.Text) = (2, TextOf(4 * 1_048_576));
        if (StateLimit is null)
        {
            await Storage.WriteStateAsync("state", id, state);
            Assert.Equal(state.State.Text, (await ReadAsync(id)).State.Text);
        }
        else
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Storage.WriteStateAsync("state", id, state));
            await AssertStoredAsync(id, 1, eTag);
        }
    }

    private static string TextOf(int length) => string.Create(length, 0, static (span, _) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = (char)('a' + (i * 31 % 26));
    });

    private static GrainId NewId(string text = "") => GrainId.Create("conformance", $"{Guid.NewGuid():N}{text}");

    private static HeldState<ConformanceState> Fresh(int number) => new(new ConformanceState { Number = number });

    private async Task<HeldState<ConformanceState>> ReadAsync(GrainId id, string name = "state")
    {
        var state = new HeldState<ConformanceState>(new ConformanceState());
        await Storage.ReadStateAsync(name, id, state);
        return state;
    }

    private async Task<HeldState<ConformanceState>> WriteAsync(GrainId id, int number, string text = "", params string[] items)
    {
        var state = new HeldState<ConformanceState>(new ConformanceState { Number = number, Text = text, Items = [.. items] });
        await Storage.WriteStateAsync("state", id, state);
        return state;
    }

    private async Task AssertStoredAsync(GrainId id, int number, string? etag)
    {
        var stored = await ReadAsync(id);
        Assert.Equal(number, stored.State.Number);
        Assert.Equal(etag, stored.ETag);
    }
}
