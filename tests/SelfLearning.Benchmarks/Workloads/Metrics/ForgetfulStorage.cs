using System.Diagnostics;
using Orleans.Storage;

namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <summary>
/// Acknowledges every write and keeps nothing of it, so that the heap holds what activations hold. What it answers a read with is the
/// same for every grain.
/// </summary>
internal sealed class ForgetfulStorage : IGrainStorage
{
    private long _lastWrite = Stopwatch.GetTimestamp();

    /// <summary>What is found under the name of a record.</summary>
    public Dictionary<string, BinaryData> Found { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads <see cref="Found"/>.</summary>
    public required IGrainStorageSerializer Serializer { get; init; }

    /// <summary>Ends when nothing was written for so long.</summary>
    public async Task QuietAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        while (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastWrite)) < time) await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Found.TryGetValue(stateName, out var bytes)) (grainState.State, grainState.RecordExists, grainState.ETag) = (Serializer.Deserialize<T>(bytes), true, "1");
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        (grainState.RecordExists, grainState.ETag) = (true, "1");
        Volatile.Write(ref _lastWrite, Stopwatch.GetTimestamp());
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        (grainState.RecordExists, grainState.ETag) = (false, null);
        return Task.CompletedTask;
    }
}
