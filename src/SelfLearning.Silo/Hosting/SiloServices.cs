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
    /// <summary>With the end of the process itself this stays within 10 s of SIGTERM.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(8);

    public static void Add(WebApplicationBuilder builder, Action<SelfLearningSiloBuilder>? configure)
    {
        // The AdoNet packages find the driver of PostgreSQL by this name.
        DbProviderFactories.RegisterFactory("Npgsql", NpgsqlFactory.Instance);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSystemd();
        builder.UseOrleans(silo =>
        {
            if (!SiloDefaults.IsCluster(builder.Configuration)) UseOneMachine(silo, builder.Configuration.GetSection("Orleans"));
            silo.Services.Configure<ClusterMembershipOptions>(builder.Configuration.GetSection("Orleans:ClusterMembership"));
            var selfLearning = silo.AddSelfLearning();
            configure?.Invoke(selfLearning);
        });
        builder.Services.AddSingleton<SiloHealth>();
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<SiloHealth>());
    }

    // Localhost clustering sets endpoints and ids, so it is told what is configured.
    private static void UseOneMachine(ISiloBuilder silo, IConfigurationSection orleans) => silo.UseLocalhostClustering(
        Port(orleans["Endpoints:SiloPort"], EndpointOptions.DEFAULT_SILO_PORT),
        Port(orleans["Endpoints:GatewayPort"], EndpointOptions.DEFAULT_GATEWAY_PORT),
        primarySiloEndpoint: null,
        orleans["ServiceId"]!,
        orleans["ClusterId"]!);

    private static int Port(string? text, int fallback) => string.IsNullOrEmpty(text) ? fallback : int.Parse(text, CultureInfo.InvariantCulture);
}
