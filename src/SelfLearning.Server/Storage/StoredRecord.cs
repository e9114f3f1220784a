namespace SelfLearning.Server;

/// <summary>
/// One record on storage with its ETag. Used instead of <see cref="IPersistentState{TState}"/> because a grain decides for itself
/// what a failed read or write means: Orleans' own state stays changed in memory when a write fails.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
internal sealed class StoredRecord<T>(IGrainStorage storage, string name, GrainId owner)
    where T : class, new()
{
    private GrainState<T> _state = new(new T());

    /// <summary>Whether the record is on storage.</summary>
    public bool Exists => _state.RecordExists;

    /// <summary>Reads the record; <c>null</c> when there is none.</summary>
    public async Task<T?> ReadAsync()
    {
        var state = new GrainState<T>(new T());
        await storage.ReadStateAsync(name, owner, state);
        _state = state;
        return state.RecordExists ? state.State : null;
    }

    /// <summary>Writes the record, if storage still holds what was last read or written here.</summary>
    /// <param name="record">It must not change until the write has ended: the provider AdoNet takes its bytes late.</param>
    /// <exception cref="InconsistentStateException">It does not: another activation has written.</exception>
    public Task WriteAsync(T record)
    {
        _state.State = record;
        return storage.WriteStateAsync(name, owner, _state);
    }

    /// <summary>Deletes the record, if storage still holds what was last read or written here.</summary>
    public async Task ClearAsync()
    {
        if (!_state.RecordExists) return;
        // Some providers keep an empty row, and its ETag is needed to write it again.
        await storage.ClearStateAsync(name, owner, _state);
    }
}
