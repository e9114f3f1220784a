namespace SelfLearning.Web;

/// <summary>How an operation has ended that was begun here and that the caller has run.</summary>
public sealed record CompletionBody
{
    /// <summary>The result id the operation began with.</summary>
    public required string ResultId { get; init; }

    /// <summary>How it ended.</summary>
    public required OperationStatus Status { get; init; }

    /// <summary>The time from its beginning to its end in milliseconds, 0 or more.</summary>
    public required double DurationMs { get; init; }

    /// <summary>The automatic quality of the result, 0 to 1; left out when there is none, which is no evidence.</summary>
    public double? Quality { get; init; }

    /// <summary>What went wrong; cut at 1,000 characters.</summary>
    public string? Error { get; init; }

    /// <summary>The operation's name in the metrics, 1 to 100 characters; <c>process</c> unless given.</summary>
    public string? Operation { get; init; }

    /// <summary>What to keep beside the metric entry at the comprehensive level, such as the size of the output: at most 64 texts.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
