using Microsoft.Extensions.Configuration;

namespace SelfLearning.Hosting;

/// <summary>What a client reads of a configuration that it may share with its silos.</summary>
internal static class ClientConfiguration
{
    private const string Orleans = "Orleans";

    /// <summary>Sections that name providers of silos. Orleans looks each of them up for clients too, and fails where there is none.</summary>
    private static readonly string[] SilosOnly = ["GrainStorage", "GrainDirectory", "Reminders", "Streaming", "BroadcastChannel", "Journaling"];

    /// <summary>Whether silos and clients find each other by a provider; otherwise there is one silo, on this machine.</summary>
    public static bool IsCluster(IConfiguration configuration) =>
        configuration[$"{Orleans}:Clustering:ProviderType"] is { Length: > 0 } type && type != "Development";

    /// <summary>A copy without the sections that are for silos.</summary>
    public static IConfiguration Of(IConfiguration configuration)
    {
        var hidden = SilosOnly.ToList();
        if (!IsCluster(configuration)) hidden.Add("Clustering");
        return new ConfigurationBuilder()
            .AddInMemoryCollection(configuration.AsEnumerable().Where(pair => !hidden.Exists(section => IsIn($"{Orleans}:{section}", pair.Key))))
            .Build();
    }

    private static bool IsIn(string section, string key) => key.StartsWith(section, StringComparison.OrdinalIgnoreCase)
        && (key.Length == section.Length || key[section.Length] == ':');
}
