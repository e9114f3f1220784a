using SelfLearning.Contracts;

namespace SelfLearning.Silo.Configuration;

/// <summary>What holds where nothing is configured.</summary>
internal static class SiloDefaults
{
    /// <summary>Where HTTP is served.</summary>
    public const string Url = "http://127.0.0.1:8080";

    /// <summary>The section of the one grain storage the product needs.</summary>
    public const string Storage = $"Orleans:GrainStorage:{GrainNames.Storage}";

    private const string Clustering = "Orleans:Clustering:ProviderType";

    /// <summary>Whether the silo shares its work with others: any clustering but that of one machine.</summary>
    public static bool IsCluster(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[Clustering]);

    /// <summary>
    /// What to add below <paramref name="configuration"/>: where HTTP is served, the SQLite file of a silo on its own, unless any grain storage is configured, and the ids by
    /// which records and silos belong together. They are the same alone and in a cluster.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string?>> For(IConfiguration configuration)
    {
        yield return new("Urls", Url);
        yield return new("Orleans:ClusterId", "default");
        yield return new("Orleans:ServiceId", "default");
        if (!IsCluster(configuration) && !configuration.GetSection("Orleans:GrainStorage").GetChildren().Any())
            yield return new($"{Storage}:ProviderType", "Sqlite");
    }
}
