using System.Globalization;

namespace SelfLearning.Faults.Silos;

/// <summary>The configuration of one silo.</summary>
/// <param name="Name">Its name in the cluster.</param>
/// <param name="Address">The address it is called at.</param>
/// <param name="Ports">The ports of the silo, its gateway, its health and its other HTTP.</param>
/// <param name="Cluster">What all silos and the client have in common.</param>
internal sealed record SiloSettings(string Name, string Address, int[] Ports, IReadOnlyDictionary<string, string?> Cluster)
{
    public string HealthUrl => $"http://{Address}:{Text(Ports[2])}";

    /// <summary>As the environment of a process.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Environment() => Cluster
        .Concat(
        [
            new("Orleans:Name", Name),
            new("Orleans:Endpoints:AdvertisedIPAddress", Address),
            new("Orleans:Endpoints:SiloPort", Text(Ports[0])),
            new("Orleans:Endpoints:GatewayPort", Text(Ports[1])),
            new("SelfLearning:HealthUrl", HealthUrl),
            new("Urls", $"http://127.0.0.1:{Text(Ports[3])}"),
        ])
        .Select(setting => new KeyValuePair<string, string?>(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value));

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
