using System.Net;
using SelfLearning.Web.Access;

namespace SelfLearning.Silo.Configuration;

/// <summary>Without API keys nothing but the health of the silo is served beyond this machine.</summary>
internal static class HttpRule
{
    /// <summary>The key of the address that serves health only.</summary>
    public const string HealthUrl = $"{SelfLearningSiloOptions.Section}:HealthUrl";

    /// <summary>The section of Kestrel's endpoints.</summary>
    public const string Endpoints = "Kestrel:Endpoints";

    /// <summary>The name of the address of <see cref="HealthUrl"/> among these endpoints, where there are any: one that nobody gives to his own.</summary>
    public const string HealthEndpoint = "SelfLearning.HealthUrl";

    private static readonly string[] Schemes = ["http", "https"];

    private const string WayOut = $"as no API key is configured: configure keys ({ApiKeys.Section}), or set Urls to {SiloDefaults.Url}; for probes set "
        + $"{HealthUrl} (as http://0.0.0.0:8081), which tells nothing but the state.";

    /// <summary>All addresses but that of <see cref="HealthUrl"/>, each with the key it is from. The one that beats the others in ASP.NET Core counts.</summary>
    public static IEnumerable<(string Key, string Value)> Addresses(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection(Endpoints).GetChildren().Where(endpoint => !endpoint.Key.Equals(HealthEndpoint, StringComparison.OrdinalIgnoreCase)).ToList();
        if (endpoints.Count > 0) return endpoints.Select(endpoint => ($"{endpoint.Path}:Url", endpoint["Url"] ?? ""));
        return configuration["Urls"] is { Length: > 0 } urls ? urls.Split(';').Select(url => ("Urls", url)) : PortAddresses(configuration);
    }

    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var addresses = Addresses(configuration).ToList();
        var hasKeys = configuration.GetSection(ApiKeys.Section).GetChildren().Any();
        foreach (var (key, value) in addresses)
        {
            if (Parse(value) is not { } address) yield return $"{key} is '{value}', which is no address: write it as {SiloDefaults.Url}.";
            else if (!hasKeys && !IsLoopback(address)) yield return $"{key} is '{value}', which is reachable from other machines. This must not be, {WayOut}";
        }

        if (configuration[HealthUrl] is not { Length: > 0 } text) yield break;
        if (Parse(text) is not { Scheme: "http", PathBase: "" } health || health.IsUnixPipe || health.Port == 0)
            yield return $"{HealthUrl} is '{text}', which is no address to serve health on: write it as http://0.0.0.0:8081.";
        else if (addresses.Any(address => Parse(address.Value)?.Port == health.Port))
            yield return $"{HealthUrl} is '{text}', and {addresses[0].Key} has the same port: health alone is served there, so give it a port of its own.";
    }

    /// <summary>The ports that containers of ASP.NET Core are given by their base image.</summary>
    public static IEnumerable<(string Key, string Value)> PortAddresses(IConfiguration configuration) =>
        from scheme in Schemes
        from port in (configuration[$"{scheme.ToUpperInvariant()}_PORTS"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        select ($"ASPNETCORE_{scheme.ToUpperInvariant()}_PORTS", $"{scheme}://*:{port}");

    private static BindingAddress? Parse(string text)
    {
        try
        {
            return BindingAddress.Parse(text.Trim());
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsLoopback(BindingAddress address) =>
        address.IsUnixPipe || address.IsNamedPipe
        || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
