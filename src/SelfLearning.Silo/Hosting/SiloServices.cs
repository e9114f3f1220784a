using System.Data.Common;
using System.Globalization;
using Npgsql;
using Orleans.Configuration;
using SelfLearning.Silo.Configuration;
using SelfLearning.Silo.Health;

namespace SelfLearning.Silo.Hosting;

/// <summary>Wires silo and host.</summary>
internal static class SiloServices
{
    /// <summary>A start that takes longer has failed; a supervisor tries again.</summary>
    private static readonly TimeSpan StartupTimeout = TimeSpan.FromSeconds(50);

    /// <summary>With the end of the process itself this stays within 10 s of SIGTERM.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(8);

    /// <summary>The drivers by which the AdoNet packages reach a database.</summary>
    public static void RegisterDrivers() => DbProviderFactories.RegisterFactory("Npgsql", NpgsqlFactory.Instance);

    public static void Add(WebApplicationBuilder builder, Action<SelfLearningSiloBuilder>? configure)
    {
        var (configuration, services) = (builder.Configuration, builder.Services);
        services.Configure<HostOptions>(host => (host.StartupTimeout, host.ShutdownTimeout) = (StartupTimeout, ShutdownTimeout));
        services.AddSystemd();
        builder.UseOrleans(silo =>
        {
            if (!SiloDefaults.IsCluster(configuration)) UseOneMachine(silo, configuration.GetSection("Orleans"));
            silo.Services.Configure<ClusterMembershipOptions>(configuration.GetSection("Orleans:ClusterMembership"));
            var selfLearning = silo.AddSelfLearning();
            configure?.Invoke(selfLearning);
        });
        services.AddSingleton<SiloHealth>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SiloHealth>());
        builder.Host.ConfigureContainer<IServiceCollection>((_, all) => PutHttpFirst(all));
    }

    // Localhost clustering sets endpoints and ids, so it is told what is configured.
    private static void UseOneMachine(ISiloBuilder silo, IConfigurationSection orleans) => silo.UseLocalhostClustering(
        Port(orleans["Endpoints:SiloPort"], EndpointOptions.DEFAULT_SILO_PORT),
        Port(orleans["Endpoints:GatewayPort"], EndpointOptions.DEFAULT_GATEWAY_PORT),
        primarySiloEndpoint: null,
        orleans["ServiceId"]!,
        orleans["ClusterId"]!);

    private static int Port(string? text, int fallback) => string.IsNullOrEmpty(text) ? fallback : int.Parse(text, CultureInfo.InvariantCulture);

    // Services start in this order and stop in reverse. ASP.NET Core puts its server last; first it is asked for health while the silo joins and while it leaves.
    private static void PutHttpFirst(IServiceCollection services)
    {
        var server = services.Last(service => service.ServiceType == typeof(IHostedService));
        services.Remove(server);
        services.Insert(services.IndexOf(services.First(service => service.ServiceType == typeof(IHostedService))), server);
    }
}
