using System.Data.Common;

namespace SelfLearning.Silo.Configuration;

/// <summary>Clustering and storage on a server name the server.</summary>
internal static class ConnectionRule
{
    private static readonly HashSet<string> OnServers = ["AzureTableStorage", "AzureBlobStorage", "Redis", "AdoNet"];

    public static IEnumerable<string> Faults(IConfiguration configuration) =>
        configuration.GetSection("Orleans:GrainStorage").GetChildren().Prepend(configuration.GetSection("Orleans:Clustering"))
            .Where(section => section["ProviderType"] is { } type && OnServers.Contains(type))
            .SelectMany(section => FaultsOf(section, configuration));

    private static IEnumerable<string> FaultsOf(IConfigurationSection section, IConfiguration configuration)
    {
        var name = section["ConnectionName"];
        if (string.IsNullOrEmpty(section["ConnectionString"]) && string.IsNullOrEmpty(section["ServiceKey"]))
        {
            if (string.IsNullOrEmpty(name))
                yield return $"{section.Path} does not say where its server is: set {section.Path}:ConnectionString, or {section.Path}:ConnectionName to a name below ConnectionStrings.";
            else if (string.IsNullOrEmpty(configuration.GetConnectionString(name)))
                yield return $"{section.Path}:ConnectionName is '{name}', and ConnectionStrings:{name} is missing or empty: set it.";
        }

        if (section["ProviderType"] != "AdoNet") yield break;
        var drivers = DbProviderFactories.GetProviderInvariantNames().Order(StringComparer.Ordinal).ToList();
        var driver = section["Invariant"];
        if (driver is null || !drivers.Contains(driver))
        {
            yield return $"{section.Path}:Invariant is {(driver is null ? "missing" : $"'{driver}'")}: it names the driver of the database, which is here "
                + $"{string.Join(" or ", drivers)} (Npgsql is PostgreSQL).";
        }
    }
}
