using Microsoft.Extensions.Configuration;
using Orleans.Providers;
using SelfLearning.Storage.Azure.Configuration;

[assembly: RegisterProvider("AzureBlobStorage", "GrainStorage", "Client", typeof(GrainStorageClientProviderBuilder))]
[assembly: RegisterProvider("AzureTableStorage", "GrainStorage", "Client", typeof(GrainStorageClientProviderBuilder))]

namespace SelfLearning.Storage.Azure.Configuration;

/// <summary>
/// A client has no grain storage: this lets one that shares the configuration file of its silos start.
/// </summary>
internal sealed class GrainStorageClientProviderBuilder : IProviderBuilder<IClientBuilder>
{
    /// <inheritdoc/>
    public void Configure(IClientBuilder builder, string? name, IConfigurationSection configurationSection)
    {
    }
}
