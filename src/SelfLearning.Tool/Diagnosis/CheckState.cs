namespace SelfLearning.Tool.Diagnosis;

/// <summary>How a check ended.</summary>
internal enum CheckState
{
    /// <summary>It holds.</summary>
    Ok,

    /// <summary>It does not hold: a silo does not start, or does not work.</summary>
    Failed,

    /// <summary>There is nothing to check, or it cannot be checked before something else is right.</summary>
    Skipped,
}
