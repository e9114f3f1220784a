using Azure.Storage.Blobs;
using Orleans.Storage;

namespace SelfLearning.Storage.Azure.Configuration;

/// <summary>
/// Options of one named grain storage on blobs.
/// </summary>
internal sealed class BlobGrainStorageOptions : IStorageProviderSerializerOptions
{
    /// <summary>
    /// Gets or sets the account.
    /// </summary>
    public BlobServiceClient Service { get; set; } = default!;

    /// <summary>
    /// Gets or sets the container; it is created when it does not exist.
    /// </summary>
    public string ContainerName { get; set; } = "grainstate";

    /// <inheritdoc/>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = default!;
}
