using System.Collections.Concurrent;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>Holds and counts the runs of a <see cref="PoemModule"/>.</summary>
public sealed class PoemGate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _blocked = new();
    private readonly ConcurrentDictionary<string, int> _runs = new();

    public Task Opened => _opened.Task;

    public void Count(string text) => _runs.AddOrUpdate(text, 1, (_, runs) => runs + 1);

    public int RunsOf(string text) => _runs.GetValueOrDefault(text);

    /// <summary>Blocks the calling thread until <see cref="Open"/>.</summary>
    public void Block() => _blocked.Wait(TimeSpan.FromSeconds(30));

    public void Open()
    {
        _opened.TrySetResult();
        _blocked.Set();
    }
}
