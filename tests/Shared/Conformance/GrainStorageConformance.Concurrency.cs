using System.Globalization;
using Orleans.Storage;

namespace SelfLearning.Tests.Conformance;

/// <content>
/// What holds when operations overlap.
/// </content>
public abstract partial class GrainStorageConformance
{
    [StorageFact]
    public async Task Five_hundred_writers_of_different_grains_do_not_disturb_each_other()
    {
        var ids = Enumerable.Range(0, 500).Select(_ => NewId()).ToArray();

        await Task.WhenAll(ids.Select((id, i) => WriteAsync(id, i)));

        var numbers = await Task.WhenAll(ids.Select(async id => (await ReadAsync(id)).State.Number));
        Assert.Equal(Enumerable.Range(0, 500), numbers);
    }

    [StorageFact]
    public async Task Of_eight_writers_of_one_ETag_exactly_one_wins()
    {
        var id = NewId();
        await WriteAsync(id, 0);
        for (var round = 1; round <= 50; round++)
        {
            var copies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync(id)));
            var won = await Task.WhenAll(copies.Select(async (copy, writer) =>
            {
                copy.State.Number++;
                copy.State.Text = writer.ToString(CultureInfo.InvariantCulture);
                try
                {
                    await Task.Run(() => Storage.WriteStateAsync("state", id, copy));
                    return true;
                }
                catch (InconsistentStateException)
                {
                    return false;
                }
            }));

            var winner = Assert.Single(copies.Where((_, i) => won[i]));
            var stored = await ReadAsync(id);
            Assert.Equal(winner.ETag, stored.ETag);
            Assert.Equal(winner.State.Text, stored.State.Text);
            Assert.Equal(round, stored.State.Number);
        }
    }

    [StorageFact]
    public async Task Of_eight_inserts_at_once_exactly_one_wins()
    {
        for (var round = 1; round <= 50; round++)
        {
            var id = NewId();
            var won = await Task.WhenAll(Enumerable.Range(1, 8).Select(async writer =>
            {
                try
                {
                    return await Task.Run(() => WriteAsync(id, writer));
                }
                catch (InconsistentStateException)
                {
                    return null;
                }
            }));

            var winner = Assert.Single(won, state => state is not null)!;
            await AssertStoredAsync(id, winner.State.Number, winner.ETag);
        }
    }

    [StorageFact]
    public async Task What_a_grain_changes_while_its_write_is_on_the_way_is_not_in_that_write()
    {
        var ids = Enumerable.Range(0, 300).Select(_ => NewId()).ToArray();
        var states = ids.Select(_ => Fresh(1)).ToArray();

        await Task.WhenAll(ids.Select((id, i) =>
        {
            var write = Storage.WriteStateAsync("state", id, states[i]);
            states[i].State.Number = 2;
            return write;
        }));

        var numbers = await Task.WhenAll(ids.Select(async id => (await ReadAsync(id)).State.Number));
        Assert.All(numbers, number => Assert.InRange(number, 1, SerializesAtTheCall ? 1 : 2));
    }

    [StorageFact]
    public async Task A_cancelled_token_stops_an_operation_before_it_begins()
    {
        var id = NewId();
        var cancelled = new CancellationToken(canceled: true);
        if (!ObservesTokens)
        {
            await Storage.WriteStateAsync("state", id, Fresh(1), cancelled);
            Assert.True((await ReadAsync(id)).RecordExists);
            return;
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Storage.WriteStateAsync("state", id, Fresh(1), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Storage.ClearStateAsync("state", id, Fresh(1), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Storage.ReadStateAsync("state", id, Fresh(1), cancelled));
        Assert.False((await ReadAsync(id)).RecordExists);
    }
}
