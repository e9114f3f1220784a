using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration.Overrides;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using SelfLearning.Storage.Azure.Configuration;

namespace SelfLearning.Storage.Azure.Storage;

/// <summary>
/// Grain storage with one row of a table for each state. A cleared state keeps its row, without data: so the row keeps its owner and its ETag.
/// </summary>
/// <remarks>
/// The ETag that a grain holds begins with <see cref="OtherRow"/> when its state is in the row of <see cref="TableRecordKey.OtherRowKey"/>.
/// </remarks>
internal sealed class TableGrainStorage(
    string name, TableClient table, string serviceId, StateConversion conversion, StorageCalls calls, ILogger<TableGrainStorage> logger)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    private const char OtherRow = '~';

    /// <summary>
    /// Makes the storage from its named options.
    /// </summary>
    public static TableGrainStorage Create(IServiceProvider services, string name)
    {
        var options = services.GetRequiredService<IOptionsMonitor<TableGrainStorageOptions>>().Get(name);
        var logger = services.GetRequiredService<ILogger<TableGrainStorage>>();
        return new TableGrainStorage(
            name,
            options.Service.GetTableClient(options.TableName),
            services.GetProviderClusterOptions(name).Value.ServiceId,
            new StateConversion(name, options.GrainStorageSerializer, services.GetRequiredService<IActivatorProvider>()),
            new StorageCalls(name, logger),
            logger);
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        OptionFormattingUtilities.Name<TableGrainStorage>(name), ServiceLifecycleStage.ApplicationServices, OpenAsync);

    /// <summary>
    /// Creates the table when it does not exist.
    /// </summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await table.CreateIfNotExistsAsync(cancellationToken);
        logger.Opened(name, table.Uri);
    }

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var key = KeyOf(stateName, grainId);
        var row = await calls.RunAsync("read", stateName, grainId, grainState.ETag, () => FindAsync(key, cancellationToken), static _ => false);
        if (row is null)
        {
            conversion.Reset(grainState, eTag: null);
            return;
        }

        conversion.Fill(grainState, TableStateRow.Read(row), ETagOf(row.RowKey, key, row.ETag), stateName, grainId);
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var eTag = grainState.ETag;
        var key = KeyOf(stateName, grainId);
        var row = TableStateRow.Write(key, conversion.Serialize(grainState.State));
        var written = await calls.RunAsync(
            "write",
            stateName,
            grainId,
            eTag,
            () => SendAsync(row, key, eTag, cancellationToken),
            IsConflict);
        (grainState.ETag, grainState.RecordExists) = (written, true);
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var eTag = grainState.ETag;
        var key = KeyOf(stateName, grainId);
        if (!string.IsNullOrEmpty(eTag))
        {
            var cleared = TableStateRow.Write(key, ReadOnlyMemory<byte>.Empty);
            eTag = await calls.RunAsync("clear", stateName, grainId, eTag, () => SendAsync(cleared, key, eTag, cancellationToken), IsConflict);
        }
        else if (await calls.RunAsync("clear", stateName, grainId, eTag, () => FindAsync(key, cancellationToken), static _ => false) is { } row)
        {
            // Who has read no record does not clear one; a row that was cleared before gives its ETag.
            eTag = TableStateRow.Read(row).ToMemory().IsEmpty
                ? ETagOf(row.RowKey, key, row.ETag)
                : throw calls.Conflict("clear", stateName, grainId, eTag, cause: null);
        }

        conversion.Reset(grainState, eTag);
    }

    /// <summary>
    /// The row of a record: its other row where there is one, else the row of the official package unless it belongs to another record.
    /// </summary>
    private async Task<TableEntity?> FindAsync(TableRecordKey key, CancellationToken cancellationToken)
    {
        TableEntity? found = null;
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {key.PartitionKey} and (RowKey eq {key.RowKey} or RowKey eq {key.OtherRowKey})");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.RowKey == key.OtherRowKey || (found is null && !TableStateRow.BelongsToAnother(row, key)))
            {
                found = row;
            }
        }

        return found;
    }

    private async Task<string> SendAsync(TableEntity row, TableRecordKey key, string? eTag, CancellationToken cancellationToken)
    {
        try
        {
            return await (string.IsNullOrEmpty(eTag) ? InsertAsync(row, key, cancellationToken) : ReplaceAsync(row, key, eTag, cancellationToken));
        }
        catch (RequestFailedException e) when (e.Status is 412 or 409)
        {
            // The client repeats a request whose answer was lost, and the repeated one meets what the first has written.
            var found = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            if (!found.HasValue || !TableStateRow.AreOfOneWrite(found.Value!, row))
            {
                throw;
            }

            return ETagOf(row.RowKey, key, found.Value!.ETag);
        }
    }

    private async Task<string> InsertAsync(TableEntity row, TableRecordKey key, CancellationToken cancellationToken)
    {
        try
        {
            return ETagOf(row.RowKey, key, (await table.AddEntityAsync(row, cancellationToken)).Headers.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var holder = await table.GetEntityIfExistsAsync<TableEntity>(key.PartitionKey, key.RowKey, [TableStateRow.RecordIdColumn], cancellationToken);
            if (!holder.HasValue || !TableStateRow.BelongsToAnother(holder.Value!, key))
            {
                throw;
            }
        }

        row.RowKey = key.OtherRowKey;
        return ETagOf(row.RowKey, key, (await table.AddEntityAsync(row, cancellationToken)).Headers.ETag);
    }

    private async Task<string> ReplaceAsync(TableEntity row, TableRecordKey key, string eTag, CancellationToken cancellationToken)
    {
        var isOther = eTag[0] == OtherRow;
        row.RowKey = isOther ? key.OtherRowKey : key.RowKey;
        var response = await table.UpdateEntityAsync(row, new ETag(isOther ? eTag[1..] : eTag), TableUpdateMode.Replace, cancellationToken);
        return ETagOf(row.RowKey, key, response.Headers.ETag);
    }

    private static string ETagOf(string rowKey, TableRecordKey key, ETag? eTag) =>
        rowKey == key.OtherRowKey ? $"{OtherRow}{eTag}" : eTag.ToString()!;

    private static bool IsConflict(RequestFailedException e) =>
        e.Status is 412 or 409 || (e.Status == 404 && e.ErrorCode != TableErrorCode.TableNotFound);

    private TableRecordKey KeyOf(string stateName, GrainId grainId) => TableRecordKey.Of(serviceId, stateName, grainId);
}
