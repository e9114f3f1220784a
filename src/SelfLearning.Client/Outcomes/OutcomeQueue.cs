using System.Collections.Concurrent;

namespace SelfLearning.Outcomes;

/// <summary>All outcomes of this host that wait or are on their way, bounded together.</summary>
/// <param name="drops">Counts what is lost.</param>
/// <param name="time">The clock.</param>
internal sealed class OutcomeQueue(OutcomeDrops drops, TimeProvider time)
{
    /// <summary>The most outcomes that wait; beyond it new ones are dropped.</summary>
    public const int Limit = 10_000;

    /// <summary>How long a host that stops goes on sending.</summary>
    public static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Outbox, byte> _outboxes = new();
    private int _waiting;
    private volatile bool _isClosed;

    /// <summary>Counts what is lost.</summary>
    public OutcomeDrops Drops => drops;

    /// <summary>The outcomes that wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes a place for an outcome; where there is none, the outcome is dropped and counted.</summary>
    public bool TryEnter(string module)
    {
        if (!_isClosed)
        {
            if (Interlocked.Increment(ref _waiting) <= Limit) return true;
            Interlocked.Decrement(ref _waiting);
        }

        drops.Add(module, 1, _isClosed ? "they ended after this host had stopped" : $"{Limit:N0} outcomes wait for the cluster already");
        return false;
    }

    /// <summary>Gives places back.</summary>
    public void Leave(int count) => Interlocked.Add(ref _waiting, -count);

    /// <summary>An outbox has something to send.</summary>
    public void Add(Outbox outbox) => _outboxes.TryAdd(outbox, 0);

    /// <summary>An outbox has nothing to send any more.</summary>
    public void Remove(Outbox outbox) => _outboxes.TryRemove(outbox, out _);

    /// <summary>Sends what a module's outcomes wait with, once, before this host asks or changes something; never fails.</summary>
    /// <param name="module">The module's name.</param>
    /// <param name="key">The context; <c>null</c> for all of the module.</param>
    public Task FlushAsync(string module, ContextKey? key) => _outboxes.IsEmpty
        ? Task.CompletedTask
        : Task.WhenAll(_outboxes.Keys.Where(outbox => outbox.Module == module && (key is null || outbox.Key == key)).Select(outbox => outbox.FlushAsync()));

    /// <summary>Sends everything, for 5 s at most; never fails.</summary>
    public async Task FlushAllAsync()
    {
        var flush = Task.WhenAll(_outboxes.Keys.Select(outbox => outbox.FlushAsync()));
        await Task.WhenAny(flush, Task.Delay(LastFlush, time));
    }

    /// <summary>Takes nothing more; what still waits is lost, and said to be.</summary>
    public void Close()
    {
        _isClosed = true;
        foreach (var outbox in _outboxes.Keys) outbox.Close();
        drops.Tell(always: true);
    }
}
