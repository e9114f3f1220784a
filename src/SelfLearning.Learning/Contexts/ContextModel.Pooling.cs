namespace SelfLearning.Learning;

/// <content>What a context tells the other contexts of its module, and what it takes from them.</content>
public sealed partial class ContextModel
{
    /// <summary>
    /// What all contexts of the module have learned; set it before a learning cycle. It may be stale, and without it the context goes on with what it
    /// knows itself.
    /// </summary>
    public PoolSnapshot? Pool { get; set; }

    /// <summary>The report for the pool that is under way. It may be sent once the write that holds it was successful.</summary>
    public PoolOutbox PoolOutbox { get; }

    /// <summary>Whether nothing has happened here yet and other contexts have something to say: a learning cycle without feedback is worth while.</summary>
    public bool CanInherit => Cycle == 0 && Adaptations.LastId == 0 && Ledger.Queue.Count == 0 && Others is { IsEmpty: false };

    /// <summary>Makes a report of what was learned since the last one, if there is anything and the last one was acknowledged and is old enough; a learning cycle does so too.</summary>
    /// <returns>Whether there is a new report, to be written.</returns>
    public bool FillPoolOutbox(DateTimeOffset now)
    {
        if (TakeEvidence(now) is not { } evidence) return false;
        _savedLearner = null;
        PoolOutbox.Fill(evidence, now);
        return true;
    }

    private PoolSnapshot? Others => Options.PoolingStrength > 0 && Pool?.Space == Space ? Pool : null;

    private PoolEvidence? TakeEvidence(DateTimeOffset now) =>
        Options.PoolingStrength > 0 && PoolOutbox.IsDue(now) ? _learner.TakeEvidence() : null;
}
