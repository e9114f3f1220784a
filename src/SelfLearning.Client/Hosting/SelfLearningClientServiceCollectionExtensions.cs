using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SelfLearning;
using SelfLearning.Clients;
using SelfLearning.Cluster;
using SelfLearning.Contracts;
using SelfLearning.Hosting;
using SelfLearning.Modules;
using SelfLearning.Operations;
using SelfLearning.Outcomes;

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
        // As on a silo: a test gives a seed.
        services.TryAddKeyedTransient(GrainNames.Storage, (_, _) => new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));
        services.TryAddSingleton<HostModules>();
        services.TryAddSingleton(Hosts);
        services.TryAddSingleton<ISelfLearningClient>(provider => new SelfLearningClient(
            Grains(provider),
            provider.GetService<ClusterConnection>(),
            provider.GetRequiredService<HostModules>(),
            provider.GetRequiredService<HostContexts>(),
            Payloads(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SelfLearningClient>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HostModuleStartup>(provider => new HostModuleStartup(
            provider.GetRequiredService<HostModules>(),
            provider.GetRequiredService<HostContexts>(),
            () => Grains(provider),
            provider.GetService<ClusterConnection>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<HostModuleStartup>>())));
        configure?.Invoke(new SelfLearningClientBuilder(services));
        return services;
    }

    private static HostContexts Hosts(IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var drops = new OutcomeDrops(provider.GetService<IMeterFactory>(), time, provider.GetRequiredService<ILogger<SelfLearningClient>>());
        return new HostContexts(
            provider.GetRequiredService<HostModules>(),
            new OutcomeQueue(drops, time),
            new HostRandom(provider.GetRequiredKeyedService<Random>(GrainNames.Storage)),
            time);
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
