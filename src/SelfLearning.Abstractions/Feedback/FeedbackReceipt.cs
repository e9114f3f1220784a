namespace SelfLearning;

/// <summary>
/// What became of a feedback. Every receipt but <see cref="Unknown"/> and <see cref="Overloaded"/> is given only after the state it
/// speaks of is on storage.
/// </summary>
public enum FeedbackReceipt
{
    /// <summary>New; queued and will be learned exactly once.</summary>
    Accepted,

    /// <summary>Known already, or older than what is known; nothing changed.</summary>
    Duplicate,

    /// <summary>Newer than one that was not learned yet, which it replaces.</summary>
    Replaced,

    /// <summary>Newer than, or beside, one that was learned already; evidence, means and metrics are moved.</summary>
    Corrected,

    /// <summary>The decision is older than the feedback window, or its policy version is no longer held, as after the deletion of its context.</summary>
    Late,

    /// <summary>A value the decision needs has left the parameter space.</summary>
    Outdated,

    /// <summary>The result id is not one of this module's.</summary>
    Unknown,

    /// <summary>
    /// The queue is full, or storage is unavailable or did not answer within 4 s. Nothing was promised to be kept: send the same feedback again;
    /// should it have been kept after all, it counts once.
    /// </summary>
    Overloaded,
}
