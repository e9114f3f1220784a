using Orleans.Messaging;
using SelfLearning.Storage.Tests.Support;
using SelfLearning.Tests.Conformance.Membership;

namespace SelfLearning.Storage.Tests.Membership;

[Collection(ServersCollection.Name)]
public sealed class RedisMembershipTests(Servers servers) : MembershipConformance
{
    protected override IMembershipTable CreateTable(string cluster) => servers.Membership("Redis", cluster);

    protected override IGatewayListProvider CreateGateways(string cluster) => servers.Gateways("Redis", cluster);
}
