namespace SelfLearning;

/// <summary>The base of every exception this product throws on purpose. Crosses the cluster with all its members.</summary>
[GenerateSerializer, Alias("selflearning.exception")]
public class SelfLearningException : Exception
{
    /// <summary>An exception without a message.</summary>
    public SelfLearningException() { }

    /// <summary>An exception with a message that says what is wrong and what to do.</summary>
    public SelfLearningException(string message) : base(message) { }

    /// <summary>An exception with a cause.</summary>
    public SelfLearningException(string message, Exception? innerException) : base(message, innerException) { }

    /// <summary>The module concerned.</summary>
    [Id(0)] public string? Module { get; init; }

    /// <summary>The context key concerned.</summary>
    [Id(1)] public string? Context { get; init; }

    /// <summary>The operation concerned: the caller's operation id where one was given.</summary>
    [Id(2)] public string? OperationId { get; init; }

    /// <summary>Whether the same call may succeed later: nothing was changed, and calling again is safe.</summary>
    [Id(3)] public bool IsRetryable { get; init; }

    /// <summary>Whose turn it is now; <see cref="FailureReason.Unavailable"/> exactly where <see cref="IsRetryable"/> is <c>true</c>.</summary>
    [Id(4)] public FailureReason Reason { get => IsRetryable ? FailureReason.Unavailable : field; init; }

    /// <summary>
    /// The argument at fault, or the member of one, as it is called in JSON: <c>note</c>, <c>parameters[2].values</c>; the first of several.
    /// <c>null</c> where it is none.
    /// </summary>
    [Id(5)] public string? Field { get; init; }
}
