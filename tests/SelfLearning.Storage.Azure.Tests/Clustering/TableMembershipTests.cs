using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using SelfLearning.Storage.Azure.Clustering;
using SelfLearning.Storage.Azure.Configuration;
using SelfLearning.Storage.Azure.Tests.Support;
using SelfLearning.Tests.Conformance;
using SelfLearning.Tests.Conformance.Membership;

namespace SelfLearning.Storage.Azure.Tests.Clustering;

/// <summary>The list of the contract, and what is special to the rows of the official package.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class TableMembershipTests : MembershipConformance
{
    private readonly TableServiceClient _service;
    private readonly TableClient _table;

    public TableMembershipTests(Azurite azurite)
    {
        _service = new TableServiceClient(azurite.ConnectionString);
        _table = _service.GetTableClient("Membership");
    }

    protected override IMembershipTable CreateTable(string cluster) => Open(cluster);

    protected override IGatewayListProvider CreateGateways(string cluster) => new TableGateways(
        Options.Create(new TableClusteringOptions { Service = _service, TableName = _table.Name }),
        Options.Create(new ClusterOptions { ClusterId = cluster }),
        Options.Create(new GatewayOptions()));

    [StorageFact]
    public async Task Zones_roles_and_the_votes_of_a_new_silo_come_back_too()
    {
        var entry = Silo(1);
        entry.SuspectTimes = [Tuple.Create(Address(2), Noon)];
        (entry.RoleName, entry.UpdateZone, entry.FaultZone) = ("role", 3, 4);

        Assert.True(await InsertAsync(entry));

        var read = Assert.Single((await ReadAllAsync()).Members).Item1;
        Assert.Equal(("role", 3, 4), (read.RoleName, read.UpdateZone, read.FaultZone));
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
    }

    [StorageFact]
    public async Task The_rows_are_those_of_the_official_package()
    {
        await InsertAsync(Silo(1));

        var silo = (await _table.GetEntityAsync<TableEntity>(Cluster, "10.0.0.1-11111-1")).Value;
        Assert.Equal("2026-03-01 12:00:00.123 GMT", silo.GetString("IAmAliveTime"));
        Assert.Equal(("1", "", Cluster), (silo.GetString("MembershipVersion"), silo.GetString("SuspectingSilos"), silo.GetString("DeploymentId")));
        foreach (var key in (string[])["VersionRow", "!Start", "~End"])
        {
            Assert.Equal("1", (await _table.GetEntityAsync<TableEntity>(Cluster, key)).Value.GetString("MembershipVersion"));
        }
    }

    [StorageFact]
    public async Task The_token_of_every_row_is_that_of_the_table_in_one_page_or_many()
    {
        await InsertManyAsync(20);

        var found = await Open(Cluster, pageSize: 7).ReadAllAsync(CancellationToken.None);

        Assert.Equal(20, found.Members.Select(member => member.Item1.SiloAddress).Distinct().Count());
        Assert.All(found.Members, member => Assert.Equal(found.Version.VersionEtag, member.Item2));
    }

    [StorageFact]
    public async Task A_row_that_is_not_a_silo_does_not_hide_the_others()
    {
        await InsertAsync(Silo(1));
        await _table.AddEntityAsync(new TableEntity(Cluster, "remark") { ["Status"] = "Active" });

        Assert.Single((await ReadAllAsync()).Members);
    }

    [StorageFact]
    public async Task A_table_of_an_older_version_of_Orleans_without_bounds_is_read_and_changed()
    {
        await _table.DeleteEntityAsync(Cluster, "!Start");
        await _table.DeleteEntityAsync(Cluster, "~End");
        Assert.Empty((await Open(Cluster, pageSize: 1).ReadAllAsync(CancellationToken.None)).Members);

        Assert.True(await InsertAsync(Silo(1)));

        Assert.Single((await Open(Cluster, pageSize: 1).ReadAllAsync(CancellationToken.None)).Members);
    }

    private TableMembership Open(string cluster, int? pageSize = null) =>
        new(_table, cluster, NullLogger<TableMembership>.Instance) { PageSize = pageSize };
}
