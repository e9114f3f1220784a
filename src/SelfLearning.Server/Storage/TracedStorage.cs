namespace SelfLearning.Server;

/// <summary>The grain storage, with a span around each of its calls. While nobody listens, they are passed on as they are.</summary>
/// <param name="inner">The provider.</param>
internal sealed class TracedStorage(IGrainStorage inner) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ServerActivities.IsWatched
        ? TraceAsync("read", stateName, grainId, grainState, static (storage, name, grain, state) => storage.ReadStateAsync(name, grain, state))
        : inner.ReadStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ServerActivities.IsWatched
        ? TraceAsync("write", stateName, grainId, grainState, static (storage, name, grain, state) => storage.WriteStateAsync(name, grain, state))
        : inner.WriteStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ServerActivities.IsWatched
        ? TraceAsync("clear", stateName, grainId, grainState, static (storage, name, grain, state) => storage.ClearStateAsync(name, grain, state))
        : inner.ClearStateAsync(stateName, grainId, grainState);

    private async Task TraceAsync<T>(
        string operation, string name, GrainId grain, IGrainState<T> state, Func<IGrainStorage, string, GrainId, IGrainState<T>, Task> call)
    {
        using var activity = ServerActivities.Storage(operation, grain.Type, name);
        try
        {
            await call(inner, name, grain, state);
        }
        catch (Exception exception)
        {
            ServerActivities.Fail(activity, exception);
            throw;
        }
    }
}
