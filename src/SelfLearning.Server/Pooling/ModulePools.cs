using System.Collections.Concurrent;

namespace SelfLearning.Server;

/// <summary>
/// The pools of modules as this silo knows them. A pool is asked for at most every 10 s while contexts use it. What is known may be stale, and without a
/// pool contexts learn on their own; only a new context waits a moment for a fresh one, unless the last question failed.
/// </summary>
internal sealed class ModulePools(IGrainFactory grains, TimeProvider time, ILogger<ModulePools> logger)
{
    /// <summary>How old a pool may become before it is asked for again.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The pool as known here, for the parameters of a space; <c>null</c> where nothing is known yet.</summary>
    public PoolSnapshot? Find(string module, ParameterSpace space) => Use(module).SnapshotFor(space);

    /// <summary>The pool for a new context: as it is now, or as known here when the answer takes longer than a quarter of a second. Never fails.</summary>
    public async ValueTask<PoolSnapshot?> GetAsync(string module, ParameterSpace space)
    {
        var entry = Use(module);
        if (!entry.HasFailed) await entry.Asking.WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return entry.SnapshotFor(space);
    }

    private Entry Use(string module)
    {
        var entry = _entries.GetOrAdd(module, _ => new Entry());
        entry.AskWhenDue(time, () => AskAsync(module, entry));
        return entry;
    }

    private async Task AskAsync(string module, Entry entry)
    {
        try
        {
            entry.Answer(PoolModel.Load(await grains.GetGrain<IPoolGrain>(module).GetAsync()), time);
        }
        catch (Exception exception)
        {
            ServerLog.PoolNotRead(logger, module, exception);
            entry.Answer(null, time);
        }
    }

    private sealed class Entry
    {
        private readonly Lock _gate = new();
        private long? _answeredAt;
        private volatile PoolModel? _pool;
        private volatile PoolSnapshot? _snapshot;

        /// <summary>The last question, which does not fail.</summary>
        public Task Asking { get; private set; } = Task.CompletedTask;

        /// <summary>Whether the last question was not answered.</summary>
        public bool HasFailed { get; private set; }

        /// <summary>Asks if it is time to, and nobody else is asking.</summary>
        public void AskWhenDue(TimeProvider time, Func<Task> ask)
        {
            lock (_gate)
            {
                if (Asking.IsCompleted && (_answeredAt is not { } answered || time.GetElapsedTime(answered) >= Freshness)) Asking = ask();
            }
        }

        /// <summary>Takes an answer; without one the pool that is known stays.</summary>
        public void Answer(PoolModel? pool, TimeProvider time)
        {
            lock (_gate)
            {
                if (pool is not null) (_pool, _snapshot) = (pool, null);
                (HasFailed, _answeredAt) = (pool is null, time.GetTimestamp());
            }
        }

        /// <summary>What is known for a space; all contexts of a module share it.</summary>
        public PoolSnapshot? SnapshotFor(ParameterSpace space)
        {
            var (pool, snapshot) = (_pool, _snapshot);
            if (pool is null || (snapshot is not null && snapshot.Space == space)) return snapshot;
            return _snapshot = pool.Snapshot(space);
        }
    }
}
