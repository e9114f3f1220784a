using System.Data.Common;
using System.Globalization;
using Npgsql;
using Orleans.Configuration;
using SelfLearning.Silo.Configuration;
using SelfLearning.Silo.Health;
using SelfLearning.Silo.Telemetry;
using SelfLearning.Web;

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

    /// <summary>The host: it serves HTTP while the silo joins and leaves, and stops in time.</summary>
    public static void Add(WebApplicationBuilder builder, Action<SelfLearningSiloBuilder>? configure)
    {
        builder.Services.Configure<HostOptions>(host => (host.StartupTimeout, host.ShutdownTimeout) = (StartupTimeout, ShutdownTimeout));
        builder.Services.AddSystemd();
        AddSilo(builder, configure);
        SiloTelemetry.Add(builder);
        builder.Services.AddSelfLearningClient();
        builder.Services.AddSelfLearningWeb();
        PageKeys.Add(builder.Services, builder.Configuration);
        builder.Services.Configure<SelfLearningWebOptions>(web => web.ForeignPort = HttpServer.ProbePort(builder.Configuration));
        builder.Services.AddSingleton<SiloHealth>();
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SiloHealth>());
        builder.Host.ConfigureContainer<IServiceCollection>((_, all) => PutHttpFirst(all));
    }

    /// <summary>The silo as it is configured.</summary>
    public static void AddSilo(IHostApplicationBuilder builder, Action<SelfLearningSiloBuilder>? configure) => builder.UseOrleans(silo =>
    {
        if (!SiloDefaults.IsCluster(builder.Configuration)) UseOneMachine(silo, builder.Configuration.GetSection("Orleans"));
        silo.Services.Configure<ClusterMembershipOptions>(builder.Configuration.GetSection("Orleans:ClusterMembership"));
        var selfLearning = silo.AddSelfLearning();
        configure?.Invoke(selfLearning);
        SiloTelemetry.AddTo(silo);
        OperatorDashboard.AddTo(silo);
    });

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
