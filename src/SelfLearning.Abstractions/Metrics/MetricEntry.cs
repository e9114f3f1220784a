using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>One operation as it was measured.</summary>
[GenerateSerializer, Immutable, Alias("selflearning.metric-entry")]
public sealed record MetricEntry
{
    /// <summary>
    /// The result id of the operation, or the caller's operation id where no result was made. Empty where there is neither, and for an
    /// operation whose result id was signed with a key that is no longer held.
    /// </summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>When the operation started.</summary>
    [Id(1)] public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The name of the operation, <c>process</c> unless the caller names another.</summary>
    [Id(2)] public required string Operation { get; init; }

    /// <summary>How it ended.</summary>
    [Id(3)] public required OperationStatus Status { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    [Id(4)] public required double DurationMs { get; init; }

    /// <summary>The context key.</summary>
    [Id(5)] public required string Context { get; init; }

    /// <summary>The automatic quality measured with the operation, 0 to 1; <c>null</c> where none was.</summary>
    [Id(6)] public double? QualityScore { get; init; }

    /// <summary>What went wrong, at most 1,000 characters; <c>null</c> on success.</summary>
    [Id(7)] public string? Error { get; init; }

    /// <summary>The operation's metadata and parameter values; kept at <see cref="MetricsCollectionLevel.Comprehensive"/> only, else empty.</summary>
    [Id(8)] public ImmutableDictionary<string, string> Details { get; init; } = ImmutableDictionary<string, string>.Empty;
}
