using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SelfLearning;
using SelfLearning.Clients;
using SelfLearning.Cluster;
using SelfLearning.Hosting;
using SelfLearning.Modules;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the self-learning client to a host.</summary>
public static class SelfLearningClientServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="ISelfLearningClient"/> on the host's own Orleans, made with <c>UseOrleans</c> (embedded silo) or
    /// <c>UseOrleansClient</c>, before or after this call; <c>UseSelfLearningClient</c> does both for a host without a silo. May be called
    /// several times; the modules add up.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Adds the modules this host runs.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddSelfLearningClient(
        this IServiceCollection services, Action<SelfLearningClientBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HostModules>();
        services.TryAddSingleton<ISelfLearningClient>(provider => new SelfLearningClient(
            Grains(provider),
            provider.GetService<ClusterConnection>(),
            provider.GetRequiredService<HostModules>(),
            Payloads(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SelfLearningClient>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HostModuleStartup>(provider => new HostModuleStartup(
            provider.GetRequiredService<HostModules>(),
            () => Grains(provider),
            provider.GetService<ClusterConnection>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<HostModuleStartup>>())));
        configure?.Invoke(new SelfLearningClientBuilder(services));
        return services;
    }

    private static IGrainFactory Grains(IServiceProvider provider) =>
        provider.GetService<IGrainFactory>() ?? throw new ModuleConfigurationException(
            "AddSelfLearningClient() finds no Orleans in this host: call UseSelfLearningClient(...) instead to reach a cluster, or UseOrleans(...) to embed a silo.");

    private static PayloadRules Payloads(IServiceProvider provider)
    {
        var settings = provider.GetRequiredService<IOptions<PayloadSettings>>().Value;
        return new PayloadRules(settings.Json, settings.SizeLimit, AlwaysSent: provider.GetService<ILocalSiloDetails>() is null);
    }
}
