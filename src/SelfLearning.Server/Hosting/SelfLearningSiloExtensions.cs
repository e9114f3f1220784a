using Microsoft.Extensions.DependencyInjection.Extensions;
using SelfLearning.Server;

namespace Orleans.Hosting;

/// <summary>Makes a silo a home of self-learning modules.</summary>
public static class SelfLearningSiloExtensions
{
    /// <summary>
    /// Adds the grains' services. The silo also needs a grain storage named <c>SelfLearning</c>; a cluster of several silos needs
    /// <see cref="SelfLearning.SelfLearningSiloOptions.SigningKey"/>. Silos of a cluster find out sooner than by the defaults of Orleans that one of them
    /// is gone; <c>ClusterMembershipOptions</c> of your own win, whatever the order.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configure">Changes what the section <c>SelfLearning</c> says.</param>
    public static SelfLearningSiloBuilder AddSelfLearning(this ISiloBuilder silo, Action<SelfLearning.SelfLearningSiloOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        var services = silo.Services;
        services.AddOptions<SelfLearning.SelfLearningSiloOptions>().BindConfiguration(SelfLearning.SelfLearningSiloOptions.Section);
        if (configure is not null) services.Configure(configure);
        if (services.Any(service => service.ServiceType == typeof(ModuleRegistry))) return new SelfLearningSiloBuilder(silo);

        ClusterDefaults.Add(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAdaptationStrategy, BettingStrategy>();
        services.TryAddKeyedSingleton<IGrainStorageSerializer, RecordSerializer>(GrainNames.Storage);
        // Each activation has a source of its own; a test gives a seed. One with a seed takes 300 bytes more in every context.
#pragma warning disable RS0030
        services.TryAddKeyedTransient(GrainNames.Storage, (_, _) => new Random());
#pragma warning restore RS0030
        services.AddSingleton<RecordStorage>();
        services.AddSingleton<ModuleRegistry>();
        services.AddSingleton<ModuleDefinitions>();
        services.AddSingleton<ModulePools>();
        services.AddSingleton<CatalogShards>();
        services.AddSingleton<ServerMetrics>();
        services.AddSingleton<EvaluationEvents>();
        services.AddSingleton<SiloLoad>();
        services.AddSingleton<Deadlines>();
        services.AddSingleton<IConfigurationValidator, SiloOptionsRule>();
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SigningKeyRing>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ModuleStartup>();
        return new SelfLearningSiloBuilder(silo);
    }
}
