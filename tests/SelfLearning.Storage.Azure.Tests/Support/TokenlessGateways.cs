#pragma warning disable CS0618 // The obsolete members are what is called here.

using Orleans.Messaging;

namespace SelfLearning.Storage.Azure.Tests.Support;

/// <summary>A gateway list of which only the members without a token are reached.</summary>
internal sealed class TokenlessGateways(IGatewayListProvider gateways) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => gateways.MaxStaleness;

    public bool IsUpdatable => gateways.IsUpdatable;

    public Task InitializeGatewayListProvider() => gateways.InitializeGatewayListProvider();

    public Task<IList<Uri>> GetGateways() => gateways.GetGateways();
}
