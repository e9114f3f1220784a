namespace SelfLearning;

/// <summary>What became of the outcome of an operation. Outcomes are metrics: on storage within the module's MetricsFlushInterval.</summary>
public enum CompletionReceipt
{
    /// <summary>New; counted.</summary>
    Recorded,

    /// <summary>Counted before; nothing changed.</summary>
    Duplicate,

    /// <summary>It came too long after the operation began or ended to tell whether it was counted before; not counted.</summary>
    Late,

    /// <summary>The result id is not one of this module's.</summary>
    Unknown,
}
