using Microsoft.Extensions.Configuration;
using Orleans.Configuration;
using SelfLearning.Silo.Configuration;
using SelfLearning.Silo.Hosting;

namespace SelfLearning.Deploy.Tests.Validation;

/// <summary>The environment that an artefact gives a silo, judged by the silo's own rules.</summary>
internal static class SiloEnvironment
{
    /// <summary>A signing key, where an artefact leaves it to its user.</summary>
    public const string SigningKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /// <summary>Longer than a silo takes to drain.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    private static readonly string[] Sections = ["Orleans__", "SelfLearning__", "ConnectionStrings__", "ASPNETCORE_HTTP_PORTS", "DOTNET_EnableDiagnostics"];
    private static readonly string[] HostPrefixes = ["ASPNETCORE_", "DOTNET_"];

    /// <summary>What a silo would refuse, in its words, and variables that are none of its.</summary>
    public static IReadOnlyList<string> FaultsOf(IEnumerable<KeyValuePair<string, string?>> environment)
    {
        var variables = environment.ToList();
        var configuration = Read(variables);
        SiloServices.RegisterDrivers();
        return
        [
            .. variables.Where(variable => !Sections.Any(section => variable.Key.StartsWith(section, StringComparison.Ordinal))).Select(variable => $"{variable.Key} is not read by a silo."),
            .. ConfigurationRules.All.SelectMany(rule => rule.Faults(configuration)),
        ];
    }

    /// <summary>Whether it makes the silo one of a cluster.</summary>
    public static bool IsCluster(IEnumerable<KeyValuePair<string, string?>> environment) => SiloDefaults.IsCluster(Read(environment));

    /// <summary>The ports that other machines must reach: of the silo, of its gateway, of its health.</summary>
    public static (int Silo, int Gateway, int Health) PortsOf(IEnumerable<KeyValuePair<string, string?>> environment)
    {
        var configuration = Read(environment);
        var endpoints = configuration.GetSection("Orleans:Endpoints");
        return (
            endpoints.GetValue("SiloPort", EndpointOptions.DEFAULT_SILO_PORT),
            endpoints.GetValue("GatewayPort", EndpointOptions.DEFAULT_GATEWAY_PORT),
            new Uri(configuration[HttpRule.HealthUrl]!).Port);
    }

    private static IConfiguration Read(IEnumerable<KeyValuePair<string, string?>> environment)
    {
        var given = new ConfigurationBuilder()
            .AddInMemoryCollection(environment.Select(variable => KeyValuePair.Create(KeyOf(variable.Key), variable.Value)))
            .Build();
        return new ConfigurationBuilder().AddInMemoryCollection(SiloDefaults.For(given)).AddConfiguration(given).Build();
    }

    private static string KeyOf(string variable)
    {
        var prefix = HostPrefixes.FirstOrDefault(prefix => variable.StartsWith(prefix, StringComparison.Ordinal)) ?? "";
        return variable[prefix.Length..].Replace("__", ":", StringComparison.Ordinal);
    }
}
