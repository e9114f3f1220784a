namespace SelfLearning;

/// <summary>
/// What a context does with feedback now, or why it changes nothing. Exactly one holds at any time; where several could be said, the first
/// in the order of this list, from the strongest obstacle to the plain course of learning.
/// </summary>
public enum LearningStatusReason
{
    /// <summary>Storage cannot be used: nothing is learned until it can.</summary>
    StorageUnavailable,

    /// <summary>The module's options switch learning off, or let nothing else be tried.</summary>
    Off,

    /// <summary>The module has no parameters.</summary>
    NothingToLearn,

    /// <summary>A proposed adaptation waits for a person.</summary>
    WaitingForApproval,

    /// <summary>A person has pinned every parameter.</summary>
    Pinned,

    /// <summary>It learns: a change that was learned came into force within the last 24 hours.</summary>
    Adapted,

    /// <summary>No feedback has been received that could be learned.</summary>
    NoFeedback,

    /// <summary>There is feedback, but not yet enough about a value in use and one on trial to compare them.</summary>
    TooFewFeedbacks,

    /// <summary>A value looks better, but its confidence is below the threshold.</summary>
    BelowThreshold,

    /// <summary>It learns: values are being compared, and a difference that matters may still be found.</summary>
    Learning,

    /// <summary>The values were compared, and the best one is not noticeably better than the one in use.</summary>
    NoDifference,
}
