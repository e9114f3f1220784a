namespace SelfLearning;

/// <summary>Where an adaptation stands.</summary>
public enum AdaptationStatus
{
    /// <summary>Waits for a person.</summary>
    Proposed,

    /// <summary>In force.</summary>
    Applied,

    /// <summary>Not applied: below the threshold, or a person said no.</summary>
    Rejected,

    /// <summary>Was applied and has been undone.</summary>
    RolledBack,

    /// <summary>Overtaken: another adaptation changed the same parameter since.</summary>
    Superseded,
}
