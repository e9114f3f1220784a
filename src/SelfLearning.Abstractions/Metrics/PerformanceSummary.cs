using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>How a context, or a whole module, did over a period. With no operations every rate is 0.</summary>
[GenerateSerializer, Immutable, Alias("selflearning.performance-summary")]
public sealed record PerformanceSummary
{
    /// <summary>The module.</summary>
    [Id(0)] public required string Module { get; init; }

    /// <summary>The context key; <c>null</c> for the whole module.</summary>
    [Id(1)] public string? Context { get; init; }

    /// <summary>The period covered: <c>1h</c>, <c>24h</c>, <c>7d</c> or <c>30d</c>.</summary>
    [Id(2)] public required string Period { get; init; }

    /// <summary>Start of the period, on the border of its oldest bucket.</summary>
    [Id(3)] public required DateTimeOffset From { get; init; }

    /// <summary>End of the period: the time of the call.</summary>
    [Id(4)] public required DateTimeOffset To { get; init; }

    /// <summary>The number of operations that ended in the period.</summary>
    [Id(5)] public long TotalOperations { get; init; }

    /// <summary>The share of operations with status Success, in percent (0 to 100).</summary>
    [Id(6)] public double SuccessRate { get; init; }

    /// <summary>The mean duration in milliseconds.</summary>
    [Id(7)] public double AverageDurationMs { get; init; }

    /// <summary>Operations by name; beyond 32 names in a context the rest counts as <c>other</c>.</summary>
    [Id(8)] public ImmutableDictionary<string, long> OperationCounts { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Operations by status.</summary>
    [Id(9)] public ImmutableDictionary<OperationStatus, long> StatusCounts { get; init; } = ImmutableDictionary<OperationStatus, long>.Empty;

    /// <summary>The mean quality of the decisions of the period that have one, 0 to 1; <c>null</c> while none has.</summary>
    [Id(10)] public double? AverageQuality { get; init; }

    /// <summary>The number of decisions of the period that have a quality.</summary>
    [Id(11)] public long QualityCount { get; init; }

    /// <summary>The standard deviation of the quality; 0 with fewer than two.</summary>
    [Id(12)] public double QualityDeviation { get; init; }

    /// <summary>The median duration in milliseconds, within 5 percent.</summary>
    [Id(13)] public double DurationP50Ms { get; init; }

    /// <summary>The duration in milliseconds that 95 percent of the operations stay below, within 5 percent.</summary>
    [Id(14)] public double DurationP95Ms { get; init; }

    /// <summary>The duration in milliseconds that 99 percent of the operations stay below, within 5 percent.</summary>
    [Id(15)] public double DurationP99Ms { get; init; }
}
