using Microsoft.Extensions.Configuration;
using Orleans.Providers;
using SelfLearning.Storage.Azure.Configuration;

[assembly: RegisterProvider("AzureTableStorage", "Clustering", "Silo", typeof(TableClusteringProviderBuilder))]
[assembly: RegisterProvider("AzureTableStorage", "Clustering", "Client", typeof(TableClusteringProviderBuilder))]

namespace SelfLearning.Storage.Azure.Configuration;

/// <summary>
/// Reads <c>Orleans:Clustering</c> with <c>ProviderType</c> = <c>AzureTableStorage</c>: the same section for silos and clients.
/// </summary>
internal sealed class TableClusteringProviderBuilder : IProviderBuilder<ISiloBuilder>, IProviderBuilder<IClientBuilder>
{
    /// <inheritdoc/>
    public void Configure(ISiloBuilder builder, string? name, IConfigurationSection configurationSection) =>
        builder.Services.AddTableMembership(configurationSection);

    /// <inheritdoc/>
    public void Configure(IClientBuilder builder, string? name, IConfigurationSection configurationSection) =>
        builder.Services.AddTableGateways(configurationSection);
}
