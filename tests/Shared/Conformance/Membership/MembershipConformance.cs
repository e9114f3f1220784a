using System.Net;
using Orleans.Messaging;

namespace SelfLearning.Tests.Conformance.Membership;

/// <summary>
/// What the contract of <see cref="IMembershipTable"/> asks of every membership table and of the gateway list that reads it. A derived
/// class makes both; each test uses a cluster of its own, so that the table may outlive a test.
/// </summary>
public abstract partial class MembershipConformance : IAsyncLifetime
{
    private protected static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, 123, DateTimeKind.Utc);

    private IMembershipTable? _table;

    /// <summary>Gets the cluster of this test.</summary>
    protected string Cluster { get; } = $"c-{Guid.NewGuid():N}";

    private protected IMembershipTable Table => _table!;

    public virtual async Task InitializeAsync()
    {
        if (StorageServer.Missing is not null) return;
        _table = await OpenAsync(Cluster);
    }

    public virtual Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Makes the table of a cluster, as a silo makes it.</summary>
    protected abstract IMembershipTable CreateTable(string cluster);

    /// <summary>Makes the gateway list of a cluster, as a client makes it.</summary>
    protected abstract IGatewayListProvider CreateGateways(string cluster);

    [StorageFact]
    public async Task A_new_cluster_has_version_0_and_no_silo_however_often_it_is_initialized()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync(Cluster)));

        var found = await ReadAllAsync();

        Assert.Empty(found.Members);
        Assert.Equal(0, found.Version.Version);
        Assert.NotEmpty(found.Version.VersionEtag);
    }

    [StorageFact]
    public async Task What_is_known_of_a_silo_comes_back()
    {
        var entry = Silo(1);
        entry.ProxyPort = 30_000;
        Assert.True(await InsertAsync(entry));
        entry.Status = SiloStatus.Active;
        entry.SuspectTimes = [Tuple.Create(Address(2), Noon), Tuple.Create(Address(3), Noon.AddMinutes(1))];
        Assert.True(await UpdateAsync(entry));

        foreach (var found in (MembershipTableData[])[await ReadAllAsync(), await Table.ReadRowAsync(entry.SiloAddress, CancellationToken.None)])
        {
            var read = Assert.Single(found.Members).Item1;
            Assert.Equal(entry.ToFullString(), read.ToFullString());
            Assert.Equal((entry.HostName, entry.SiloName, entry.ProxyPort), (read.HostName, read.SiloName, read.ProxyPort));
            Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
            Assert.Equal((Noon, Noon), (read.StartTime, read.IAmAliveTime));
            Assert.Equal(2, found.Version.Version);
        }
    }

    [StorageFact]
    public async Task A_silo_with_an_address_of_version_6_comes_back()
    {
        var entry = Silo(1);
        entry.SiloAddress = SiloAddress.New(IPAddress.Parse("fe80::1:2"), 11_111, 5);
        Assert.True(await InsertAsync(entry));
        entry.SuspectTimes = [Tuple.Create(SiloAddress.New(IPAddress.IPv6Loopback, 1, 2), Noon)];
        Assert.True(await UpdateAsync(entry));

        var read = Assert.Single((await ReadAllAsync()).Members).Item1;
        Assert.Equal(entry.SiloAddress, read.SiloAddress);
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
    }

    [StorageFact]
    public async Task A_row_is_read_alone_and_a_missing_one_gives_the_version()
    {
        await InsertAsync(Silo(1));
        await InsertAsync(Silo(2));
        var version = (await ReadAllAsync()).Version;

        var found = await Table.ReadRowAsync(Address(2), CancellationToken.None);
        var missing = await Table.ReadRowAsync(Address(3), CancellationToken.None);

        Assert.Equal(Address(2), Assert.Single(found.Members).Item1.SiloAddress);
        Assert.Equal(version, found.Version);
        Assert.Empty(missing.Members);
        Assert.Equal(version, missing.Version);
    }

    [StorageFact]
    public async Task A_hundred_silos_are_read_whole()
    {
        await InsertManyAsync(100);

        var found = await ReadAllAsync();

        Assert.Equal(100, found.Version.Version);
        Assert.Equal(Enumerable.Range(1, 100), found.Members.Select(member => member.Item1.SiloAddress.Generation).Order());
    }

    [StorageFact]
    public async Task Only_dead_silos_that_were_not_heard_of_since_the_date_are_cleaned_up()
    {
        var old = Noon.AddDays(-9);
        await InsertAsync(Silo(1, SiloStatus.Dead, old));
        await InsertAsync(Silo(2, SiloStatus.Active, old));
        await InsertAsync(Silo(3, SiloStatus.ShuttingDown, old));
        await InsertAsync(Silo(4, SiloStatus.Dead, Noon));
        await InsertAsync(Silo(5, SiloStatus.Joining, old));
        await InsertAsync(Silo(6, SiloStatus.Dead, old));
        var declaredLately = Silo(6, SiloStatus.Dead, old);
        declaredLately.SuspectTimes = [Tuple.Create(Address(2), Noon)];
        await UpdateAsync(declaredLately);
        var version = (await ReadAllAsync()).Version;

        await Table.CleanupDefunctSiloEntriesAsync(Noon.AddDays(-7), CancellationToken.None);

        var left = await ReadAllAsync();
        Assert.Equal([2, 3, 4, 5, 6], left.Members.Select(member => member.Item1.SiloAddress.Generation).Order());
        Assert.Equal(version, left.Version);
    }

    [StorageFact]
    public async Task Clusters_of_one_table_do_not_see_each_other_and_are_deleted_alone()
    {
        await InsertAsync(Silo(1));
        var otherCluster = $"{Cluster}-other";
        var other = await OpenAsync(otherCluster);
        Assert.Empty((await other.ReadAllAsync(CancellationToken.None)).Members);
        Assert.True(await other.InsertRowAsync(Silo(2), (await other.ReadAllAsync(CancellationToken.None)).Version.Next(), CancellationToken.None));

        await other.DeleteMembershipTableEntriesAsync(otherCluster, CancellationToken.None);

        var mine = await ReadAllAsync();
        Assert.Equal(Address(1), Assert.Single(mine.Members).Item1.SiloAddress);
        Assert.Equal(1, mine.Version.Version);
        var again = await (await OpenAsync(otherCluster)).ReadAllAsync(CancellationToken.None);
        Assert.Empty(again.Members);
        Assert.Equal(0, again.Version.Version);
    }

    [StorageFact]
    public async Task Gateways_are_the_active_silos_of_the_cluster_that_take_clients()
    {
        foreach (var (number, status, port) in ((int, SiloStatus, int)[])[
            (1, SiloStatus.Active, 30_001), (2, SiloStatus.Active, 0), (3, SiloStatus.Joining, 30_003), (4, SiloStatus.Dead, 30_004), (5, SiloStatus.Active, 30_005)])
        {
            var silo = Silo(number, status);
            silo.ProxyPort = port;
            await InsertAsync(silo);
        }

        var gateways = CreateGateways(Cluster);
        await gateways.InitializeGatewayListProviderAsync(CancellationToken.None);

        Assert.Equal(
            ["gwy.tcp://10.0.0.1:30001/1", "gwy.tcp://10.0.0.5:30005/5"],
            (await gateways.GetGatewaysAsync(CancellationToken.None)).Select(uri => uri.ToString()).Order(StringComparer.Ordinal));
    }

    private protected static SiloAddress Address(int number) => SiloAddress.New(IPAddress.Parse($"10.0.0.{number}"), 11_111, number);

    private protected static MembershipEntry Silo(int number, SiloStatus status = SiloStatus.Joining, DateTime? heardOf = null) => new()
    {
        SiloAddress = Address(number),
        HostName = $"host-{number}",
        SiloName = $"silo-{number}",
        RoleName = "",
        Status = status,
        StartTime = heardOf ?? Noon,
        IAmAliveTime = heardOf ?? Noon,
    };

    private protected Task<MembershipTableData> ReadAllAsync() => Table.ReadAllAsync(CancellationToken.None);

    private protected async Task<bool> InsertAsync(MembershipEntry entry) =>
        await Table.InsertRowAsync(entry, (await ReadAllAsync()).Version.Next(), CancellationToken.None);

    private protected async Task InsertManyAsync(int count)
    {
        for (var number = 1; number <= count; number++) Assert.True(await InsertAsync(Silo(number)));
    }

    private async Task<bool> UpdateAsync(MembershipEntry entry)
    {
        var found = await Table.ReadRowAsync(entry.SiloAddress, CancellationToken.None);
        return await Table.UpdateRowAsync(entry, found.Members[0].Item2, found.Version.Next(), CancellationToken.None);
    }

    private async Task<IMembershipTable> OpenAsync(string cluster)
    {
        var table = CreateTable(cluster);
        await table.InitializeMembershipTableAsync(true, CancellationToken.None);
        return table;
    }
}
