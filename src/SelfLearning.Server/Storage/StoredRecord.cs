namespace SelfLearning.Server;

/// <summary>
/// One record on storage with its ETag. Used instead of <see cref="IPersistentState{TState}"/> because a grain decides for itself
/// what a failed read or write means: Orleans' own state stays changed in memory when a write fails.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
internal sealed class StoredRecord<T>(IGrainStorage storage, string name, GrainId owner)
    where T : class, new()
{
    // Not the state that providers are given: it would keep the last record that was written.
    private string? _etag;

    /// <summary>Whether the record is on storage.</summary>
    public bool Exists { get; private set; }

    /// <summary>Another record of the same owner.</summary>
    public StoredRecord<TOther> Beside<TOther>(string other)
        where TOther : class, new() => new(storage, other, owner);

    /// <summary>Reads the record; <c>null</c> when there is none.</summary>
    public async Task<T?> ReadAsync()
    {
        var state = new GrainState<T>(new T());
        await storage.ReadStateAsync(name, owner, state);
        (_etag, Exists) = (state.ETag, state.RecordExists);
        return Exists ? state.State : null;
    }

    /// <summary>Writes the record, if storage still holds what was last read or written here.</summary>
    /// <param name="record">It must not change until the write has ended: the provider AdoNet takes its bytes late.</param>
    /// <exception cref="InconsistentStateException">It does not: another activation has written.</exception>
    public async Task WriteAsync(T record)
    {
        var state = NewState(record);
        await storage.WriteStateAsync(name, owner, state);
        (_etag, Exists) = (state.ETag, state.RecordExists);
    }

    /// <summary>Finds out what became of a write that failed, so that the next one does not conflict with it.</summary>
    /// <param name="record">What was to be written; unchanged since.</param>
    /// <returns>Whether it is on storage.</returns>
    /// <exception cref="InconsistentStateException">Storage holds neither what it held before nor the record: another activation has written.</exception>
    public async Task<bool> SettleAsync(T record)
    {
        var state = new GrainState<T>(new T());
        await storage.ReadStateAsync(name, owner, state);
        if (state.RecordExists == Exists && state.ETag == _etag) return false;
        if (!state.RecordExists || !AreSame(state.State!, record))
            throw new InconsistentStateException($"Another activation has written record '{name}' of {owner}.", state.ETag ?? "none", _etag ?? "none");
        (_etag, Exists) = (state.ETag, true);
        return true;
    }

    /// <summary>Deletes the record, if storage still holds what was last read or written here.</summary>
    public async Task ClearAsync()
    {
        if (!Exists) return;
        // Some providers keep an empty row, and its ETag is needed to write it again.
        var state = NewState(new T());
        await storage.ClearStateAsync(name, owner, state);
        (_etag, Exists) = (state.ETag, state.RecordExists);
    }

    // All they hold, because no part of it tells whose it is: another activation that has read the same record numbers its reports the same
    // and may have counted as much at the same time. Where everything is equal nothing depends on whose it is, and the ETag still lets only one go on.
    private static bool AreSame(T one, T other)
    {
        var serializer = new RecordSerializer();
        return serializer.Serialize(one).ToMemory().Span.SequenceEqual(serializer.Serialize(other).ToMemory().Span);
    }

    private GrainState<T> NewState(T record) => new(record, _etag) { RecordExists = Exists };
}
