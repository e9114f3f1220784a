using System.Net;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using SelfLearning.Storage.Azure.Clustering;
using SelfLearning.Storage.Azure.Tests.Support;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Azure.Tests.Clustering;

[Collection(AzuriteCollection.Name)]
public sealed class TableMembershipTests(Azurite azurite) : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, 123, DateTimeKind.Utc);

    private readonly string _cluster = $"c-{Guid.NewGuid():N}";
    private TableClient _table = null!;
    private TableMembership _membership = null!;

    public async Task InitializeAsync()
    {
        _table = new TableClient(azurite.ConnectionString, "Membership");
        _membership = Open();
        if (StorageServer.Missing is null)
        {
            await _membership.InitializeMembershipTableAsync(true, CancellationToken.None);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [StorageFact]
    public async Task A_new_cluster_has_version_0_and_no_silo_however_often_it_is_initialized()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Open().InitializeMembershipTableAsync(true, CancellationToken.None)));

        var found = await ReadAllAsync();

        Assert.Empty(found.Members);
        Assert.Equal(0, found.Version.Version);
        Assert.NotEmpty(found.Version.VersionEtag);
    }

    [StorageFact]
    public async Task Every_field_of_a_silo_comes_back()
    {
        var entry = Silo(1);
        entry.SuspectTimes = [Tuple.Create(Address(2), Noon), Tuple.Create(Address(3), Noon.AddMinutes(1))];
        (entry.Status, entry.ProxyPort, entry.RoleName, entry.UpdateZone, entry.FaultZone) = (SiloStatus.Active, 30_000, "role", 3, 4);

        Assert.True(await InsertAsync(entry));

        var read = Assert.Single((await ReadAllAsync()).Members).Item1;
        Assert.Equal(entry.ToFullString(), read.ToFullString());
        Assert.Equal((entry.HostName, entry.SiloName, "role", 3, 4), (read.HostName, read.SiloName, read.RoleName, read.UpdateZone, read.FaultZone));
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
        Assert.Equal((Noon, Noon), (read.StartTime, read.IAmAliveTime));
    }

    [StorageFact]
    public async Task The_rows_are_those_of_the_official_package()
    {
        await InsertAsync(Silo(1));

        var silo = (await _table.GetEntityAsync<TableEntity>(_cluster, "10.0.0.1-11111-1")).Value;
        Assert.Equal("2026-03-01 12:00:00.123 GMT", silo.GetString("IAmAliveTime"));
        Assert.Equal(("1", "", _cluster), (silo.GetString("MembershipVersion"), silo.GetString("SuspectingSilos"), silo.GetString("DeploymentId")));
        foreach (var key in (string[])["VersionRow", "!Start", "~End"])
        {
            Assert.Equal("1", (await _table.GetEntityAsync<TableEntity>(_cluster, key)).Value.GetString("MembershipVersion"));
        }
    }

    [StorageFact]
    public async Task A_silo_with_an_address_of_version_6_comes_back()
    {
        var entry = Silo(1);
        entry.SiloAddress = SiloAddress.New(IPAddress.Parse("fe80::1:2"), 11_111, 5);
        entry.SuspectTimes = [Tuple.Create(SiloAddress.New(IPAddress.IPv6Loopback, 1, 2), Noon)];

        await InsertAsync(entry);

        var read = Assert.Single((await ReadAllAsync()).Members).Item1;
        Assert.Equal(entry.SiloAddress, read.SiloAddress);
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
    }

    [StorageFact]
    public async Task A_second_insert_fails_and_changes_nothing()
    {
        await InsertAsync(Silo(1));
        var before = await ReadAllAsync();

        Assert.False(await _membership.InsertRowAsync(Silo(1), before.Version.Next(), CancellationToken.None));

        Assert.Equal(before.Version, (await ReadAllAsync()).Version);
    }

    [StorageFact]
    public async Task A_change_with_a_stale_version_fails_and_changes_nothing()
    {
        var stale = (await ReadAllAsync()).Version;
        await InsertAsync(Silo(1));
        var dead = Silo(1);
        dead.Status = SiloStatus.Dead;

        Assert.False(await _membership.InsertRowAsync(Silo(2), stale.Next(), CancellationToken.None));
        Assert.False(await _membership.UpdateRowAsync(dead, stale.VersionEtag, stale.Next(), CancellationToken.None));

        var member = Assert.Single((await ReadAllAsync()).Members);
        Assert.Equal(SiloStatus.Joining, member.Item1.Status);
    }

    [StorageFact]
    public async Task An_update_needs_a_row_and_the_token_of_the_table()
    {
        await InsertAsync(Silo(1));
        var found = await ReadAllAsync();

        Assert.False(await _membership.UpdateRowAsync(Silo(1), "W/\"other\"", found.Version.Next(), CancellationToken.None));
        Assert.False(await _membership.UpdateRowAsync(Silo(9), found.Version.VersionEtag, found.Version.Next(), CancellationToken.None));
        Assert.Equal(found.Version, (await ReadAllAsync()).Version);

        var active = Silo(1);
        active.Status = SiloStatus.Active;
        Assert.True(await _membership.UpdateRowAsync(active, found.Members[0].Item2, found.Version.Next(), CancellationToken.None));
        var (updated, eTag) = Assert.Single((await _membership.ReadRowAsync(active.SiloAddress, CancellationToken.None)).Members);
        Assert.Equal(SiloStatus.Active, updated.Status);
        Assert.NotEqual(found.Version.VersionEtag, eTag);
    }

    [StorageFact]
    public async Task A_heartbeat_between_read_and_update_disturbs_neither()
    {
        await InsertAsync(Silo(1));
        var found = await ReadAllAsync();
        var beat = Silo(1);
        (beat.IAmAliveTime, beat.HostName) = (Noon.AddMinutes(5), "not written");

        await _membership.UpdateIAmAliveAsync(beat, CancellationToken.None);

        var afterBeat = await ReadAllAsync();
        Assert.Equal(found.Version, afterBeat.Version);
        Assert.Equal((Noon.AddMinutes(5), "host-1"), (afterBeat.Members[0].Item1.IAmAliveTime, afterBeat.Members[0].Item1.HostName));
        var active = Silo(1);
        active.Status = SiloStatus.Active;
        Assert.True(await _membership.UpdateRowAsync(active, found.Members[0].Item2, found.Version.Next(), CancellationToken.None));
    }

    [StorageFact]
    public async Task Of_two_writers_of_one_version_exactly_one_wins()
    {
        for (var round = 1; round <= 20; round++)
        {
            var version = (await ReadAllAsync()).Version;
            var won = await Task.WhenAll(Enumerable.Range(0, 2).Select(
                writer => Open().InsertRowAsync(Silo((2 * round) + writer), version.Next(), CancellationToken.None)));

            Assert.Single(won, true);
            var found = await ReadAllAsync();
            Assert.Equal((round, round), (found.Version.Version, found.Members.Count));
        }
    }

    [StorageTheory]
    [InlineData(null)]
    [InlineData(7)]
    public async Task A_hundred_silos_are_read_whole_in_one_page_or_many(int? pageSize)
    {
        for (var number = 1; number <= 100; number++)
        {
            Assert.True(await InsertAsync(Silo(number)));
        }

        var found = await Open(pageSize).ReadAllAsync(CancellationToken.None);

        Assert.Equal(100, found.Version.Version);
        Assert.Equal(100, found.Members.Select(member => member.Item1.SiloAddress).Distinct().Count());
        Assert.All(found.Members, member => Assert.Equal(found.Version.VersionEtag, member.Item2));
    }

    [StorageFact]
    public async Task Only_dead_silos_that_were_not_heard_of_since_the_date_are_cleaned_up()
    {
        var old = Noon.AddDays(-9);
        await InsertAsync(Silo(1, SiloStatus.Dead, old));
        await InsertAsync(Silo(2, SiloStatus.Active, old));
        await InsertAsync(Silo(3, SiloStatus.ShuttingDown, old));
        await InsertAsync(Silo(4, SiloStatus.Dead, Noon));
        var declaredLately = Silo(5, SiloStatus.Dead, old);
        declaredLately.SuspectTimes = [Tuple.Create(Address(2), Noon)];
        await InsertAsync(declaredLately);
        var version = (await ReadAllAsync()).Version;

        await _membership.CleanupDefunctSiloEntriesAsync(Noon.AddDays(-7), CancellationToken.None);

        var left = await ReadAllAsync();
        Assert.Equal([2, 3, 4, 5], left.Members.Select(member => member.Item1.SiloAddress.Generation).Order());
        Assert.Equal(version, left.Version);
    }

    [StorageFact]
    public async Task A_row_that_is_not_a_silo_does_not_hide_the_others()
    {
        await InsertAsync(Silo(1));
        await _table.AddEntityAsync(new TableEntity(_cluster, "remark") { ["Status"] = "Active" });

        Assert.Single((await ReadAllAsync()).Members);
    }

    [StorageFact]
    public async Task Clusters_of_one_table_do_not_see_each_other_and_are_deleted_alone()
    {
        await InsertAsync(Silo(1));
        var other = new TableMembership(_table, $"{_cluster}-other", NullLogger<TableMembership>.Instance);
        await other.InitializeMembershipTableAsync(true, CancellationToken.None);
        Assert.Empty((await other.ReadAllAsync(CancellationToken.None)).Members);

        await other.DeleteMembershipTableEntriesAsync($"{_cluster}-other", CancellationToken.None);

        Assert.Equal("", (await other.ReadAllAsync(CancellationToken.None)).Version.VersionEtag);
        Assert.Single((await ReadAllAsync()).Members);
    }

    [StorageFact]
    public async Task A_table_of_an_older_version_of_Orleans_without_bounds_is_read_and_changed()
    {
        await _table.DeleteEntityAsync(_cluster, "!Start");
        await _table.DeleteEntityAsync(_cluster, "~End");
        Assert.Empty((await Open(pageSize: 1).ReadAllAsync(CancellationToken.None)).Members);

        Assert.True(await InsertAsync(Silo(1)));

        Assert.Single((await Open(pageSize: 1).ReadAllAsync(CancellationToken.None)).Members);
    }

    private static SiloAddress Address(int number) => SiloAddress.New(IPAddress.Parse($"10.0.0.{number}"), 11_111, number);

    private static MembershipEntry Silo(int number, SiloStatus status = SiloStatus.Joining, DateTime? heardOf = null) => new()
    {
        SiloAddress = Address(number),
        HostName = $"host-{number}",
        SiloName = $"silo-{number}",
        RoleName = "",
        Status = status,
        StartTime = heardOf ?? Noon,
        IAmAliveTime = heardOf ?? Noon,
    };

    private TableMembership Open(int? pageSize = null) => new(_table, _cluster, NullLogger<TableMembership>.Instance) { PageSize = pageSize };

    private Task<MembershipTableData> ReadAllAsync() => _membership.ReadAllAsync(CancellationToken.None);

    private async Task<bool> InsertAsync(MembershipEntry entry) =>
        await _membership.InsertRowAsync(entry, (await ReadAllAsync()).Version.Next(), CancellationToken.None);
}
