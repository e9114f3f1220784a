using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using SelfLearning.Storage.Azure.Configuration;

namespace SelfLearning.Storage.Azure.Storage;

/// <summary>
/// Grain storage with one blob for each state. The service id is not part of the name: services that share an account need containers of their own.
/// </summary>
internal sealed class BlobGrainStorage(
    string name, BlobContainerClient container, StateConversion conversion, StorageCalls calls, ILogger<BlobGrainStorage> logger)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    // Metadata of the blob: which request wrote it.
    private const string WriteId = "writeid";

    /// <summary>
    /// Makes the storage from its named options.
    /// </summary>
    public static BlobGrainStorage Create(IServiceProvider services, string name)
    {
        var options = services.GetRequiredService<IOptionsMonitor<BlobGrainStorageOptions>>().Get(name);
        var logger = services.GetRequiredService<ILogger<BlobGrainStorage>>();
        return new BlobGrainStorage(
            name,
            options.Service.GetBlobContainerClient(options.ContainerName),
            new StateConversion(name, options.GrainStorageSerializer, services.GetRequiredService<IActivatorProvider>()),
            new StorageCalls(name, logger),
            logger);
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        OptionFormattingUtilities.Name<BlobGrainStorage>(name), ServiceLifecycleStage.ApplicationServices, OpenAsync);

    /// <summary>
    /// Creates the container when it does not exist.
    /// </summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        logger.Opened(name, container.Uri);
    }

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var blob = BlobOf(stateName, grainId);
        var found = await calls.RunAsync("read", stateName, grainId, grainState.ETag, () => DownloadAsync(blob, cancellationToken), static _ => false);
        if (found is null)
        {
            conversion.Reset(grainState, eTag: null);
            return;
        }

        conversion.Fill(grainState, found.Content, found.Details.ETag.ToString(), stateName, grainId);
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var eTag = grainState.ETag;
        var (blob, payload) = (BlobOf(stateName, grainId), conversion.Serialize(grainState.State));
        var written = await calls.RunAsync("write", stateName, grainId, eTag, () => UploadAsync(blob, payload, eTag, cancellationToken), IsConflict);
        (grainState.ETag, grainState.RecordExists) = (written.ToString(), true);
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var eTag = grainState.ETag;
        var blob = BlobOf(stateName, grainId);
        if (!string.IsNullOrEmpty(eTag))
        {
            await calls.RunAsync("clear", stateName, grainId, eTag, () => DeleteAsync(blob, eTag, cancellationToken), IsConflict);
        }
        else if (await calls.RunAsync("clear", stateName, grainId, eTag, () => blob.ExistsAsync(cancellationToken), static _ => false))
        {
            // Who has read no record does not delete one. A delete with If-None-Match would say so too, but not to every emulator.
            throw calls.Conflict("clear", stateName, grainId, eTag, cause: null);
        }

        conversion.Reset(grainState, eTag: null);
    }

    private static async Task<BlobDownloadResult?> DownloadAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            return await blob.DownloadContentAsync(cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private async Task<ETag> UploadAsync(BlobClient blob, BinaryData payload, string? eTag, CancellationToken cancellationToken)
    {
        var writeId = Guid.NewGuid().ToString("N");
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/octet-stream" },
            Metadata = new Dictionary<string, string> { [WriteId] = writeId },
            Conditions = string.IsNullOrEmpty(eTag)
                ? new BlobRequestConditions { IfNoneMatch = ETag.All }
                : new BlobRequestConditions { IfMatch = new ETag(eTag) },
        };
        try
        {
            return (await blob.UploadAsync(payload, options, cancellationToken)).Value.ETag;
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            return (await blob.UploadAsync(payload, options, cancellationToken)).Value.ETag;
        }
        catch (RequestFailedException e) when (e.Status is 412 or 409)
        {
            // The client repeats a request whose answer was lost, and the repeated one meets what the first has written.
            if (await FindWriteAsync(blob, writeId, cancellationToken) is { } written)
            {
                return written;
            }

            throw;
        }
    }

    private static async Task<bool> DeleteAsync(BlobClient blob, string eTag, CancellationToken cancellationToken)
    {
        var conditions = new BlobRequestConditions { IfMatch = new ETag(eTag) };
        try
        {
            return await blob.DeleteIfExistsAsync(conditions: conditions, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // The first of two tries has deleted it: a condition on a blob that is gone fails.
            if (await blob.ExistsAsync(cancellationToken))
            {
                throw;
            }

            return false;
        }
    }

    private static async Task<ETag?> FindWriteAsync(BlobClient blob, string writeId, CancellationToken cancellationToken)
    {
        try
        {
            var found = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            return found.Metadata.TryGetValue(WriteId, out var id) && id == writeId ? found.ETag : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private static bool IsConflict(RequestFailedException e) =>
        e.Status is 412 or 409 || (e.Status == 404 && e.ErrorCode != BlobErrorCode.ContainerNotFound);

    private BlobClient BlobOf(string stateName, GrainId grainId) => container.GetBlobClient(BlobName.Of(stateName, grainId));
}
