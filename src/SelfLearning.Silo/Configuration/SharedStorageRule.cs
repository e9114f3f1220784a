namespace SelfLearning.Silo.Configuration;

/// <summary>The silos of a cluster keep what is learned in one place.</summary>
internal static class SharedStorageRule
{
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var type = configuration[$"{SiloDefaults.Storage}:ProviderType"];
        if (type is "Sqlite" or "Memory" && SiloDefaults.IsCluster(configuration))
        {
            yield return $"{SiloDefaults.Storage}:ProviderType is '{type}' in a cluster (Orleans:Clustering:ProviderType is "
                + $"'{configuration["Orleans:Clustering:ProviderType"]}'): each silo would keep its own, and lose what others learned. Take AzureBlobStorage, AzureTableStorage, Redis or "
                + "AdoNet, or remove Orleans:Clustering for one silo on its own.";
        }
    }
}
