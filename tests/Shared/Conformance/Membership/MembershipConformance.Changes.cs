namespace SelfLearning.Tests.Conformance.Membership;

/// <content>
/// Which changes win, and that the others change nothing.
/// </content>
public abstract partial class MembershipConformance
{
    [StorageFact]
    public async Task A_second_insert_fails_and_changes_nothing()
    {
        await InsertAsync(Silo(1));
        var before = await ReadAllAsync();

        Assert.False(await Table.InsertRowAsync(Silo(1, SiloStatus.Dead), before.Version.Next(), CancellationToken.None));

        var after = await ReadAllAsync();
        Assert.Equal(before.Version, after.Version);
        Assert.Equal(SiloStatus.Joining, Assert.Single(after.Members).Item1.Status);
    }

    [StorageFact]
    public async Task A_change_with_a_stale_version_fails_and_changes_nothing()
    {
        var empty = (await ReadAllAsync()).Version;
        await InsertAsync(Silo(1));
        var stale = await ReadAllAsync();
        await InsertAsync(Silo(3));
        var before = await ReadAllAsync();

        Assert.False(await Table.InsertRowAsync(Silo(2), empty.Next(), CancellationToken.None));
        Assert.False(await Table.InsertRowAsync(Silo(2), stale.Version.Next(), CancellationToken.None));
        Assert.False(await Table.UpdateRowAsync(Silo(1, SiloStatus.Dead), stale.Members[0].Item2, stale.Version.Next(), CancellationToken.None));

        var after = await ReadAllAsync();
        Assert.Equal(before.Version, after.Version);
        Assert.Equal([1, 3], after.Members.Select(member => member.Item1.SiloAddress.Generation).Order());
        Assert.All(after.Members, member => Assert.Equal(SiloStatus.Joining, member.Item1.Status));
    }

    [StorageFact]
    public async Task An_update_changes_the_row_and_the_version()
    {
        await InsertAsync(Silo(1));
        var before = await ReadAllAsync();

        Assert.True(await Table.UpdateRowAsync(Silo(1, SiloStatus.Active), before.Members[0].Item2, before.Version.Next(), CancellationToken.None));

        var after = await ReadAllAsync();
        Assert.Equal(SiloStatus.Active, Assert.Single(after.Members).Item1.Status);
        Assert.Equal(2, after.Version.Version);
        Assert.NotEqual(before.Version.VersionEtag, after.Version.VersionEtag);
    }

    [StorageFact]
    public async Task An_update_needs_a_row_and_the_token_that_was_read_with_it()
    {
        await InsertAsync(Silo(1));
        var before = await ReadAllAsync();

        Assert.False(await Table.UpdateRowAsync(Silo(9), before.Members[0].Item2, before.Version.Next(), CancellationToken.None));
        Assert.False(await Table.UpdateRowAsync(Silo(1, SiloStatus.Dead), "W/\"other\"", before.Version.Next(), CancellationToken.None));

        var after = await ReadAllAsync();
        Assert.Equal(before.Version, after.Version);
        Assert.Equal(SiloStatus.Joining, Assert.Single(after.Members).Item1.Status);
    }

    [StorageFact]
    public async Task A_heartbeat_between_read_and_update_disturbs_neither()
    {
        await InsertAsync(Silo(1));
        await InsertAsync(Silo(2));
        var found = await Table.ReadRowAsync(Address(1), CancellationToken.None);
        var beat = Silo(1, SiloStatus.Dead);
        (beat.IAmAliveTime, beat.HostName) = (Noon.AddMinutes(5), "not written");

        await Table.UpdateIAmAliveAsync(beat, CancellationToken.None);

        var afterBeat = await Table.ReadRowAsync(Address(1), CancellationToken.None);
        var read = afterBeat.Members[0].Item1;
        Assert.Equal(found.Version, afterBeat.Version);
        Assert.Equal((Noon.AddMinutes(5), "host-1", SiloStatus.Joining), (read.IAmAliveTime, read.HostName, read.Status));
        Assert.Equal(Noon, (await Table.ReadRowAsync(Address(2), CancellationToken.None)).Members[0].Item1.IAmAliveTime);
        Assert.True(await Table.UpdateRowAsync(Silo(1, SiloStatus.Active), found.Members[0].Item2, found.Version.Next(), CancellationToken.None));
    }

    [StorageFact]
    public async Task Of_two_writers_of_one_version_exactly_one_wins()
    {
        await InsertAsync(Silo(200));
        var other = await OpenAsync(Cluster);
        for (var round = 1; round <= 20; round++)
        {
            var before = await ReadAllAsync();
            var version = before.Version.Next();
            var member = before.Members.Single(member => member.Item1.SiloAddress.Generation == 200);
            // By turns two inserts, and an insert against an update.
            var won = await Task.WhenAll(
                Table.InsertRowAsync(Silo(2 * round), version, CancellationToken.None),
                round % 2 == 0
                    ? other.InsertRowAsync(Silo((2 * round) + 1), version, CancellationToken.None)
                    : other.UpdateRowAsync(Silo(200, SiloStatus.Active, Noon.AddMinutes(round)), member.Item2, version, CancellationToken.None));

            Assert.Single(won, true);
            var after = await ReadAllAsync();
            Assert.Equal(before.Version.Version + 1, after.Version.Version);
            Assert.Equal(before.Members.Count + (won[0] || round % 2 == 0 ? 1 : 0), after.Members.Count);
        }
    }
}
