using Microsoft.Extensions.Configuration;
using Orleans.Providers;
using SelfLearning.Storage.Azure.Configuration;

[assembly: RegisterProvider("AzureTableStorage", "GrainStorage", "Silo", typeof(TableGrainStorageProviderBuilder))]

namespace SelfLearning.Storage.Azure.Configuration;

/// <summary>
/// Reads <c>Orleans:GrainStorage:{name}</c> with <c>ProviderType</c> = <c>AzureTableStorage</c>.
/// </summary>
internal sealed class TableGrainStorageProviderBuilder : IProviderBuilder<ISiloBuilder>
{
    /// <inheritdoc/>
    public void Configure(ISiloBuilder builder, string? name, IConfigurationSection configurationSection) =>
        builder.Services.AddTableGrainStorage(name, configurationSection);
}
