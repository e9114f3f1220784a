namespace SelfLearning;

/// <summary>Whose turn it is after a failure.</summary>
public enum FailureReason
{
    /// <summary>The module, the learner or a record failed: see the message.</summary>
    Failed,

    /// <summary>An argument breaks a rule, which the message names: the same call fails again.</summary>
    Invalid,

    /// <summary>What the call names is not there.</summary>
    NotFound,

    /// <summary>What the call names is not in the state it takes: read it again.</summary>
    Conflict,

    /// <summary>The cluster or its storage could not serve the call now: call again later.</summary>
    Unavailable,
}
