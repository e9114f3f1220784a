using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>
/// An operation that has ended, as a context records it. Its id has no text here: that is formed from the decision when somebody
/// asks for the entry.
/// </summary>
public readonly record struct EndedOperation
{
    /// <summary>What was decided for it; <c>null</c> for one that never got a result id.</summary>
    public Decision? Decision { get; init; }

    /// <summary>The caller's own id of an operation without a decision; <c>null</c> where there is none.</summary>
    public string? CallerId { get; init; }

    /// <summary>When it started: the time of its decision, where it has one.</summary>
    public DateTimeOffset StartedAt { get => Decision?.DecidedAt ?? field; init; }

    /// <summary>Its name, not empty.</summary>
    public required string Operation { get; init; }

    /// <summary>How it ended.</summary>
    public required OperationStatus Status { get; init; }

    /// <summary>How long it took, in milliseconds: a finite number of 0 or more.</summary>
    public required double DurationMs { get; init; }

    /// <summary>The automatic quality measured with it, 0 to 1; <c>null</c> where none was.</summary>
    public double? Quality { get; init; }

    /// <summary>What went wrong, or <c>null</c>.</summary>
    public string? Error { get; init; }

    /// <summary>Metadata and parameter values, where they are kept; <c>null</c> for none.</summary>
    public ImmutableDictionary<string, string>? Details { get; init; }
}
