using Microsoft.Extensions.Configuration;
using Orleans.Providers;
using SelfLearning.Storage.Azure.Configuration;

[assembly: RegisterProvider("AzureBlobStorage", "GrainStorage", "Silo", typeof(BlobGrainStorageProviderBuilder))]

namespace SelfLearning.Storage.Azure.Configuration;

/// <summary>
/// Reads <c>Orleans:GrainStorage:{name}</c> with <c>ProviderType</c> = <c>AzureBlobStorage</c>.
/// </summary>
internal sealed class BlobGrainStorageProviderBuilder : IProviderBuilder<ISiloBuilder>
{
    /// <inheritdoc/>
    public void Configure(ISiloBuilder builder, string? name, IConfigurationSection configurationSection) =>
        builder.Services.AddBlobGrainStorage(name, configurationSection);
}
