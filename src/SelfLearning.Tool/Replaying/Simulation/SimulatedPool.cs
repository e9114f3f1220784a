using SelfLearning.Learning;

namespace SelfLearning.Tool.Replaying.Simulation;

/// <summary>
/// What the contexts of a module tell each other. Reports are taken in as they come; what contexts see is up to <see cref="Lag"/> old, as in a
/// silo, where a shard collects for 10 s and a silo asks every 10 s.
/// </summary>
internal sealed class SimulatedPool(ParameterSpace space)
{
    /// <summary>How old the view of the pool may be.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(20);

    private readonly PoolModel _pool = new();
    private PoolSnapshot? _snapshot;
    private DateTimeOffset _seenAt;
    private long _reports;

    /// <summary>What contexts see now.</summary>
    public PoolSnapshot View(DateTimeOffset now)
    {
        if (_snapshot is not null && now - _seenAt < Lag) return _snapshot;
        _seenAt = now;
        return _snapshot = _pool.Snapshot(space);
    }

    /// <summary>Takes in what a context has to tell, if anything.</summary>
    public void Hear(PoolOutbox outbox)
    {
        if (outbox.Report is not { } report) return;
        // Nothing is lost or comes twice here, so that one sender with its own numbers stands for all shards.
        _pool.Apply(0, new PoolReport(++_reports, report.Evidence));
        outbox.Acknowledge(report.Number);
    }
}
