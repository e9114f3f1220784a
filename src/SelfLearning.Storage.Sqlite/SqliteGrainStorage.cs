using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Configuration.Overrides;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using SelfLearning.Storage.Sqlite.Database;
using SelfLearning.Storage.Sqlite.Writing;

namespace SelfLearning.Storage.Sqlite;

/// <summary>
/// Grain storage in one SQLite file.
/// </summary>
/// <remarks>
/// A state is serialized before the first await, so a grain may change it while the write is on its way. Awaits keep the
/// context of the grain: its ETag is only ever set in its own turn.
/// </remarks>
internal sealed class SqliteGrainStorage(
    string name,
    string path,
    string serviceId,
    IGrainStorageSerializer serializer,
    IActivatorProvider activators,
    ILogger<SqliteGrainStorage> logger) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    private SqliteDatabase? _database;

    /// <summary>
    /// Gets the open file.
    /// </summary>
    internal SqliteDatabase Database => _database ?? throw new SqliteGrainStorageException(
        path, $"SQLite grain storage '{name}' is not open: it opens '{path}' when the silo starts and closes it when the silo has stopped.", null);

    /// <summary>
    /// Makes the storage from its named options.
    /// </summary>
    public static SqliteGrainStorage Create(IServiceProvider services, string name)
    {
        var options = services.GetRequiredService<IOptionsMonitor<SqliteGrainStorageOptions>>().Get(name);
        var contentRoot = services.GetService<IHostEnvironment>()?.ContentRootPath;
        return new SqliteGrainStorage(
            name,
            Path.GetFullPath(options.Path, string.IsNullOrEmpty(contentRoot) ? Environment.CurrentDirectory : Path.GetFullPath(contentRoot)),
            services.GetProviderClusterOptions(name).Value.ServiceId,
            options.GrainStorageSerializer,
            services.GetRequiredService<IActivatorProvider>(),
            services.GetRequiredService<ILogger<SqliteGrainStorage>>());
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        OptionFormattingUtilities.Name<SqliteGrainStorage>(name), ServiceLifecycleStage.ApplicationServices, OpenAsync, _ => CloseAsync());

    /// <summary>
    /// Opens the file.
    /// </summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var database = await SqliteDatabases.AcquireAsync(path, cancellationToken);
        _database = database;
        if (database.FoundVersion == 0)
        {
            logger.Created(name, path);
        }
        else if (database.FoundVersion < SqliteSchema.Current.Version)
        {
            logger.Migrated(name, path, database.FoundVersion, SqliteSchema.Current.Version);
        }

        logger.Opened(name, path);
    }

    /// <summary>
    /// Closes the file after everything queued is in it. The token of an impatient stop is not honoured: the queue is short and somebody waits for it.
    /// </summary>
    public async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _database, null) is { } database)
        {
            await SqliteDatabases.ReleaseAsync(database);
            logger.Closed(name, path);
        }
    }

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        // A read is a few cached pages or one short disk access, and it never waits for the writer: no detour over another thread.
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        try
        {
            Read(stateName, grainId, grainState);
            return Task.CompletedTask;
        }
        catch (Exception e)
        {
            logger.ReadFailed(e, name, stateName, grainId);
            return Task.FromException(e);
        }
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var commit = new WriteCommit(KeyOf(stateName, grainId), grainState.ETag, Serialize(grainState.State));
        await CommitAsync(commit, "write", stateName, grainId, grainState.ETag, cancellationToken);
        grainState.ETag = commit.NewETag;
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var commit = new ClearCommit(KeyOf(stateName, grainId), grainState.ETag);
        await CommitAsync(commit, "clear", stateName, grainId, grainState.ETag, cancellationToken);
        Reset(grainState);
    }

    private async Task CommitAsync(Commit commit, string action, string stateName, GrainId grainId, string? eTag, CancellationToken cancellationToken)
    {
        CommitOutcome outcome;
        try
        {
            outcome = await Database.Writer.CommitAsync(commit, cancellationToken);
        }
        catch (SqliteGrainStorageException e)
        {
            logger.ChangeFailed(e, name, action, stateName, grainId);
            throw;
        }

        if (!outcome.Applied)
        {
            logger.Conflicted(name, action, stateName, grainId);
            throw new InconsistentStateException(
                $"SQLite grain storage '{name}' refused to {action} state '{stateName}' of grain '{grainId}': the record was changed by another " +
                $"activation. Stored ETag: {outcome.StoredETag ?? "none"}, ETag of the caller: {(string.IsNullOrEmpty(eTag) ? "none" : eTag)}.",
                outcome.StoredETag ?? string.Empty,
                eTag ?? string.Empty);
        }
    }

    private void Read<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Database.Find(KeyOf(stateName, grainId)) is not { } record)
        {
            Reset(grainState);
            return;
        }

        try
        {
            grainState.State = serializer.Deserialize<T>(BinaryData.FromBytes(record.Payload)) ?? NewState<T>();
        }
        catch (Exception e)
        {
            throw new SqliteGrainStorageException(
                path,
                $"State '{stateName}' of grain '{grainId}' in '{path}' cannot be deserialized as {typeof(T)}: {e.Message} " +
                "The record was left as it is. Use the serializer that wrote it (SerializerKey) or restore the type.",
                e);
        }

        grainState.ETag = record.ETag;
        grainState.RecordExists = true;
    }

    private void Reset<T>(IGrainState<T> grainState)
    {
        grainState.State = NewState<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private T NewState<T>() => activators.GetActivator<T>().Create();

    private RecordKey KeyOf(string stateName, GrainId grainId) => new(serviceId, stateName, grainId.ToString());

    private byte[] Serialize<T>(T state)
    {
        var payload = serializer.Serialize(state).ToMemory();
        return MemoryMarshal.TryGetArray(payload, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : payload.ToArray();
    }
}
