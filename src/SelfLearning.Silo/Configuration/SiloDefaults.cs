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

    // What a silo that cannot start has to say is said once, by the program; the rest is normal on the way up and down.
    private static readonly (string Category, string Level)[] Logging =
    [
        ("Orleans", "Warning"),
        ("Orleans.Runtime.Silo", "None"),
        ("Orleans.Runtime.SiloLifecycleSubject", "None"),
        ("Orleans.Runtime.Watchdog", "Error"),
        ("Microsoft.AspNetCore", "Warning"),
        ("Microsoft.AspNetCore.Hosting.Diagnostics", "Error"),
        // Where it cannot keep keys, one signs in to the page again after a restart.
        ("Microsoft.AspNetCore.DataProtection", "Error"),
        ("Microsoft.Hosting.Lifetime", "Warning"),
        ("Microsoft.Extensions.Hosting.Internal.Host", "None"),
        ("Polly", "Error"),
    ];

    /// <summary>Whether the silo shares its work with others: any clustering but that of one machine.</summary>
    public static bool IsCluster(IConfiguration configuration) => configuration[Clustering] is { Length: > 0 } type && type != "Development";

    /// <summary>What to add below <paramref name="configuration"/>.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> For(IConfiguration configuration)
    {
        foreach (var (category, level) in Logging) yield return new($"Logging:LogLevel:{category}", level);
        // A line for each feedback is for collectors; the dashboard's logger feeds a stream that is switched off.
        yield return new("Logging:Console:LogLevel:SelfLearning.Server.EvaluationEvents", "None");
        yield return new("Logging:Orleans.Dashboard.Implementation.DashboardLogger:LogLevel:Default", "None");
        if (!HttpRule.PortAddresses(configuration).Any() && !configuration.GetSection("Kestrel:Endpoints").Exists()) yield return new("Urls", Url);
        // The same alone and in a cluster, so that what was learned alone is found when the silo joins others.
        yield return new("Orleans:ClusterId", "default");
        yield return new("Orleans:ServiceId", "default");
        if (!configuration.GetSection("Orleans:Clustering").Exists() && !configuration.GetSection("Orleans:GrainStorage").GetChildren().Any())
            yield return new($"{Storage}:ProviderType", "Sqlite");
    }
}
