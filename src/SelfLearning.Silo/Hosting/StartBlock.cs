using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SelfLearning.Contracts;
using SelfLearning.Silo.Configuration;
using SelfLearning.Web.Access;

namespace SelfLearning.Silo.Hosting;

/// <summary>What the silo says when it is ready: where everything is.</summary>
internal static class StartBlock
{
    /// <param name="services">The silo's services.</param>
    /// <param name="took">How long the start took.</param>
    public static string Text(IServiceProvider services, TimeSpan took)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var silo = services.GetRequiredService<ILocalSiloDetails>();
        var isCluster = SiloDefaults.IsCluster(configuration);
        var health = configuration[HttpRule.HealthUrl] is { Length: > 0 } url ? url : HttpRule.Addresses(configuration).First().Value;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
            The silo {silo.Name} is ready after {took.TotalSeconds:0.0} s.
              storage  {Storage(services, configuration)}
              page     {HttpRule.Addresses(configuration).First().Value.TrimEnd('/')}/
              api      {HttpRule.Addresses(configuration).First().Value.TrimEnd('/')}/api/v1, to try it on /api/v1/docs; {(configuration.GetSection(ApiKeys.Section).GetChildren().Any() ? "with an API key" : "from this machine without a key")}
              health   {health.TrimEnd('/')}/health/live and /health/ready
              ports    silo {silo.SiloAddress.Endpoint}, gateway {silo.GatewayAddress?.Endpoint.ToString() ?? "none"}
              cluster  {(isCluster ? $"{silo.ClusterId}, by {configuration["Orleans:Clustering:ProviderType"]}" : "none, a silo on its own")}; service {services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId}
            """);
    }

    private static string Storage(IServiceProvider services, IConfiguration configuration)
    {
        var type = configuration[$"{SiloDefaults.Storage}:ProviderType"];
        if (type is null) return "added in code";
        if (type != "Sqlite") return type;
        var path = services.GetRequiredService<IOptionsMonitor<SqliteGrainStorageOptions>>().Get(GrainNames.Storage).Path;
        return $"{type}, {Path.GetFullPath(path, services.GetRequiredService<IHostEnvironment>().ContentRootPath)}";
    }
}
