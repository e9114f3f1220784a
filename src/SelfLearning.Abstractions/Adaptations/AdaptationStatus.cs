namespace SelfLearning;

/// <summary>Where an adaptation stands.</summary>
public enum AdaptationStatus
{
    /// <summary>Waits for a person.</summary>
    Proposed,

    /// <summary>In force, or was until another one changed the same parameter.</summary>
    Applied,

    /// <summary>Not applied: below the threshold, or a person said no.</summary>
    Rejected,

    /// <summary>Was applied and has been undone.</summary>
    RolledBack,

    /// <summary>Overtaken: the value it starts from is no longer in use.</summary>
    Superseded,
}
