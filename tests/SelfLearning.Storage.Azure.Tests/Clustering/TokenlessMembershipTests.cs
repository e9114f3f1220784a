using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using SelfLearning.Storage.Azure.Clustering;
using SelfLearning.Storage.Azure.Configuration;
using SelfLearning.Storage.Azure.Tests.Support;
using SelfLearning.Tests.Conformance.Membership;

namespace SelfLearning.Storage.Azure.Tests.Clustering;

/// <summary>The obsolete members, which callers of Orleans before 10.4 use, do the same.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class TokenlessMembershipTests(Azurite azurite) : MembershipConformance
{
    private readonly TableServiceClient _service = new(azurite.ConnectionString);

    protected override IMembershipTable CreateTable(string cluster) =>
        new TokenlessMembership(new TableMembership(_service.GetTableClient("Membership"), cluster, NullLogger<TableMembership>.Instance));

    protected override IGatewayListProvider CreateGateways(string cluster) => new TokenlessGateways(new TableGateways(
        Options.Create(new TableClusteringOptions { Service = _service, TableName = "Membership" }),
        Options.Create(new ClusterOptions { ClusterId = cluster }),
        Options.Create(new GatewayOptions())));
}
