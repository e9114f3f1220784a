using System.Collections.Concurrent;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>Holds and counts the runs of a <see cref="ScriptModule"/>, each context by itself.</summary>
public sealed class ScriptGates
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new();

    public Gate this[string context] => _gates.GetOrAdd(context, _ => new Gate());

    public sealed class Gate
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _runs;

        public Task Opened => _opened.Task;

        public int Runs => Volatile.Read(ref _runs);

        public void Enter() => Interlocked.Increment(ref _runs);

        public void Open() => _opened.TrySetResult();
    }
}
