using System.Globalization;
using System.Net;
using Orleans.Configuration;

namespace SelfLearning.Silo.Configuration;

/// <summary>Where silo and gateway listen can be read, and a silo on its own listens on this machine only: these ports ask nobody who they are.</summary>
internal static class EndpointRule
{
    private const string Section = "Orleans:Endpoints";
    private static readonly string[] Listening = [nameof(EndpointOptions.SiloListeningEndpoint), nameof(EndpointOptions.GatewayListeningEndpoint)];

    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return AddressFaults(section)
            .Concat(PortFaults(section))
            .Concat(SiloDefaults.IsCluster(configuration) ? [] : AloneFaults(section));
    }

    private static IEnumerable<string> AddressFaults(IConfigurationSection section)
    {
        const string Advertised = nameof(EndpointOptions.AdvertisedIPAddress);
        if (section[Advertised] is { Length: > 0 } text)
        {
            if (!IPAddress.TryParse(text, out var address))
                yield return $"{Section}:{Advertised} is '{text}', which is no IP address: set the address under which other silos reach this one, as 10.0.0.5.";
            else if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
                yield return $"{Section}:{Advertised} is '{text}', under which no other silo can reach this one: set the address of this machine, as 10.0.0.5. "
                    + $"To listen on all addresses set {Section}:{Listening[0]}.";
        }

        foreach (var name in Listening)
        {
            if (section[name] is { Length: > 0 } endpoint && (!IPEndPoint.TryParse(endpoint, out var parsed) || parsed.Port == 0))
                yield return $"{Section}:{name} is '{endpoint}', which is no address with a port: write it as 0.0.0.0:{EndpointOptions.DEFAULT_SILO_PORT}.";
        }
    }

    private static IEnumerable<string> PortFaults(IConfigurationSection section)
    {
        var silo = Port(nameof(EndpointOptions.SiloPort), EndpointOptions.DEFAULT_SILO_PORT, 1, out var siloFault);
        if (siloFault is not null) yield return siloFault;
        var gateway = Port(nameof(EndpointOptions.GatewayPort), EndpointOptions.DEFAULT_GATEWAY_PORT, 0, out var gatewayFault);
        if (gatewayFault is not null) yield return gatewayFault;
        if (siloFault is null && gatewayFault is null && silo == gateway)
            yield return $"{Section}:SiloPort and {Section}:GatewayPort are both {silo}: they listen side by side, give each a port of its own.";

        int Port(string name, int fallback, int lowest, out string? fault)
        {
            fault = null;
            if (section[name] is not { Length: > 0 } text) return fallback;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port >= lowest && port <= IPEndPoint.MaxPort) return port;
            fault = $"{Section}:{name} is '{text}', which is no port: it is a whole number from {lowest} to {IPEndPoint.MaxPort}"
                + (lowest == 0 ? ", 0 for a silo that takes no clients." : ".");
            return 0;
        }
    }

    private static IEnumerable<string> AloneFaults(IConfigurationSection section)
    {
        if (IPAddress.TryParse(section[nameof(EndpointOptions.AdvertisedIPAddress)], out var address) && !IPAddress.IsLoopback(address))
            yield return AloneFault(nameof(EndpointOptions.AdvertisedIPAddress), address);
        foreach (var name in Listening)
        {
            if (section[name] is { Length: > 0 } text && IPEndPoint.TryParse(text, out var endpoint) && !IPAddress.IsLoopback(endpoint.Address))
                yield return AloneFault(name, endpoint);
        }
    }

    private static string AloneFault(string name, object value) =>
        $"{Section}:{name} is '{value}' on a silo on its own, which listens on this machine only: remove it, or make it a silo of a cluster with Orleans:Clustering:ProviderType.";
}
