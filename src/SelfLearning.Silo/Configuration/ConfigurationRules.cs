namespace SelfLearning.Silo.Configuration;

/// <summary>What a silo refuses to start on: what cannot work, and what would be dangerous.</summary>
internal static class ConfigurationRules
{
    /// <summary>All rules.</summary>
    public static IReadOnlyList<ConfigurationRule> All { get; } =
    [
        new("settings", SettingsRule.Faults),
        new("providers", ProviderRule.Faults),
        new("connections", ConnectionRule.Faults),
        new("storage of a cluster", SharedStorageRule.Faults),
        new(SigningKeyRule.Name, SigningKeyRule.Faults),
        new("silo endpoints", EndpointRule.Faults),
        new("http endpoints", HttpRule.Faults),
        new("api keys", ApiKeyRule.Faults),
        new("telemetry", TelemetryRule.Faults),
    ];

    /// <summary>Refuses a configuration with everything that is wrong with it.</summary>
    /// <exception cref="SiloConfigurationException">A rule is broken.</exception>
    public static void Require(IConfiguration configuration)
    {
        var faults = All.SelectMany(rule => rule.Faults(configuration)).ToList();
        if (faults.Count > 0) throw new SiloConfigurationException(faults);
    }
}
