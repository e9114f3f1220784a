namespace SelfLearning;

/// <summary>How an operation ended.</summary>
public enum OperationStatus
{
    /// <summary>It did what was asked.</summary>
    Success,

    /// <summary>It threw, timed out or was given input it cannot use.</summary>
    Failure,

    /// <summary>It gave part of what was asked, or was abandoned.</summary>
    Partial,
}
