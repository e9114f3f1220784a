using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using SelfLearning.Storage.Azure.Clustering;
using SelfLearning.Storage.Azure.Storage;

namespace SelfLearning.Storage.Azure.Configuration;

/// <summary>
/// What the provider builders register.
/// </summary>
internal static class AzureStorageServices
{
    /// <summary>
    /// A named grain storage on blobs.
    /// </summary>
    public static void AddBlobGrainStorage(this IServiceCollection services, string? name, IConfigurationSection section)
    {
        var storageName = name ?? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;
        services.AddSerialized<BlobGrainStorageOptions>(storageName, (options, provider) =>
        {
            options.Service = AzureClients.Blobs(provider, section);
            options.ContainerName = section["ContainerName"] is { Length: > 0 } container ? container : options.ContainerName;
            options.GrainStorageSerializer = SerializerOf(provider, section) ?? options.GrainStorageSerializer;
            StorageNames.RequireContainer($"{section.Path}:ContainerName", options.ContainerName);
        });
        services.AddGrainStorage(storageName, BlobGrainStorage.Create);
    }

    /// <summary>
    /// A named grain storage on a table.
    /// </summary>
    public static void AddTableGrainStorage(this IServiceCollection services, string? name, IConfigurationSection section)
    {
        var storageName = name ?? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;
        services.AddSerialized<TableGrainStorageOptions>(storageName, (options, provider) =>
        {
            options.Service = AzureClients.Tables(provider, section);
            options.TableName = section["TableName"] is { Length: > 0 } table ? table : options.TableName;
            options.GrainStorageSerializer = SerializerOf(provider, section) ?? options.GrainStorageSerializer;
            StorageNames.RequireTable($"{section.Path}:TableName", options.TableName);
        });
        services.AddGrainStorage(storageName, TableGrainStorage.Create);
    }

    /// <summary>
    /// The membership of the cluster, for its silos.
    /// </summary>
    public static void AddTableMembership(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddTableClustering(section);
        services.AddSingleton<IMembershipTable, TableMembership>();
    }

    /// <summary>
    /// The gateways of the cluster, for its clients.
    /// </summary>
    public static void AddTableGateways(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddTableClustering(section);
        services.AddSingleton<IGatewayListProvider, TableGateways>();
    }

    private static void AddTableClustering(this IServiceCollection services, IConfigurationSection section) =>
        services.AddChecked<TableClusteringOptions>(Options.DefaultName, (options, provider) =>
        {
            options.Service = AzureClients.Tables(provider, section);
            options.TableName = section["TableName"] is { Length: > 0 } table ? table : options.TableName;
            StorageNames.RequireTable($"{section.Path}:TableName", options.TableName);
            StorageNames.RequireClusterId(provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId);
        });

    private static void AddSerialized<TOptions>(this IServiceCollection services, string name, Action<TOptions, IServiceProvider> configure)
        where TOptions : class, IStorageProviderSerializerOptions
    {
        services.AddChecked(name, configure);
        services.TryAddEnumerable(
            ServiceDescriptor.Transient<IPostConfigureOptions<TOptions>, DefaultStorageProviderSerializerOptionsConfigurator<TOptions>>());
    }

    /// <summary>
    /// Options that are made, and so checked, before anything of the silo or the client starts.
    /// </summary>
    private static void AddChecked<TOptions>(this IServiceCollection services, string name, Action<TOptions, IServiceProvider> configure)
        where TOptions : class
    {
        OfficialPackages.RequireAbsent();
        services.AddOptions<TOptions>(name).Configure(configure);
        services.AddTransient<IConfigurationValidator>(provider => new OptionsValidator<TOptions>(provider, name));
    }

    private static IGrainStorageSerializer? SerializerOf(IServiceProvider services, IConfigurationSection section) =>
        section["SerializerKey"] is not { Length: > 0 } key
            ? null
            : services.GetKeyedService<IGrainStorageSerializer>(key) ?? throw new OrleansConfigurationException(
                $"{section.Path}:SerializerKey is '{key}', and no IGrainStorageSerializer is registered under this key: " +
                "register it, or leave SerializerKey out for the default serializer.");
}
