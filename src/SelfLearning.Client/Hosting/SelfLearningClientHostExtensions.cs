using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SelfLearning;
using SelfLearning.Cluster;
using SelfLearning.Hosting;

namespace Microsoft.Extensions.Hosting;

/// <summary>Connects a host without a silo to a cluster.</summary>
public static class SelfLearningClientHostExtensions
{
    private const int DefaultGatewayPort = 30_000;

    /// <summary>
    /// Connects this host to the cluster that the section <c>Orleans</c> names, and registers <see cref="ISelfLearningClient"/>. The silos'
    /// own configuration file serves: sections for silos, such as <c>GrainStorage</c>, are passed over. Without <c>Clustering</c> the cluster
    /// is the one silo on this machine.
    /// </summary>
    /// <remarks>
    /// The host neither waits for the cluster nor fails without it: it connects in the background and tries for ever, also when every silo it
    /// knew has gone. While it is not connected, calls fail at once with <see cref="ClusterUnavailableException"/>. The list of gateways is
    /// read every 2 s and calls are answered within 5 s, unless <c>Orleans:Gateway</c> and <c>Orleans:Messaging</c> say otherwise. What else
    /// Orleans' client offers: <c>UseOrleansClient</c>, after this call.
    /// </remarks>
    /// <param name="builder">The host.</param>
    /// <param name="configure">Adds the modules this host runs.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ModuleConfigurationException">The host has Orleans already.</exception>
    public static IHostApplicationBuilder UseSelfLearningClient(
        this IHostApplicationBuilder builder, Action<SelfLearningClientBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (!services.Any(service => service.ServiceType == typeof(ClusterConnection))) Connect(builder, services);
        services.AddSelfLearningClient(configure);
        return builder;
    }

    private static void Connect(IHostApplicationBuilder builder, IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(IClusterClient)))
        {
            throw new ModuleConfigurationException(
                "UseSelfLearningClient() finds Orleans in this host already. With a silo in the host (UseOrleans) call AddSelfLearningClient() instead; "
                + "with UseOrleansClient call UseSelfLearningClient() before it.");
        }

        // What is first is overruled by all that comes later, the configuration included.
        services.Insert(0, Default<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2)));
        services.Insert(0, Default<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5)));
        var own = services.ToHashSet();
        services.AddOrleansClient(ClientConfiguration.Of(builder.Configuration), client =>
        {
            StartInBackground(services, [.. services.Where(service => service.ServiceType == typeof(IHostedService) && !own.Contains(service))]);
            if (!ClientConfiguration.IsCluster(builder.Configuration))
                client.UseLocalhostClustering(builder.Configuration.GetValue("Orleans:Endpoints:GatewayPort", DefaultGatewayPort));
        });
    }

    // Orleans' client connects in its hosted service, for which the host waits.
    private static void StartInBackground(IServiceCollection services, List<ServiceDescriptor> hosted)
    {
        if (hosted is not [var orleans])
        {
            throw new NotSupportedException(
                $"UseSelfLearningClient() knows an Orleans client that is one hosted service; version {typeof(IClusterClient).Assembly.GetName().Version} "
                + $"has {hosted.Count}. Use UseOrleansClient() and AddSelfLearningClient() instead: the host then waits for the cluster at its start.");
        }

        services.Remove(orleans);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ClusterConnection>();
        services.AddSingleton<IClusterConnectionStatusObserver>(provider => provider.GetRequiredService<ClusterConnection>());
        services.Replace(ServiceDescriptor.Singleton<IClientConnectionRetryFilter>(provider => provider.GetRequiredService<ClusterConnection>()));
        services.AddSingleton<IHostedService>(provider => new BackgroundConnecting(
            (IHostedService)provider.GetRequiredService<IClusterClient>(),
            provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<ClusterConnection>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    private static ServiceDescriptor Default<TOptions>(Action<TOptions> set)
        where TOptions : class => ServiceDescriptor.Singleton<IConfigureOptions<TOptions>>(new ConfigureOptions<TOptions>(set));
}
