using System.Net;

namespace SelfLearning.Client.Tests.Fakes;

/// <summary>What a host with an embedded silo has among its services.</summary>
internal sealed class EmbeddedSilo : ILocalSiloDetails
{
    public string Name => "silo";

    public string ClusterId => "cluster";

    public string DnsHostName => "localhost";

    public SiloAddress SiloAddress { get; } = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), 1);

    public SiloAddress GatewayAddress => SiloAddress;
}
