using System.Collections.Immutable;

namespace SelfLearning.Contracts;

/// <summary>How an operation that a host ran has ended.</summary>
/// <param name="ResultId">Its result id, which carries the decision and the time it began.</param>
/// <param name="Operation">Its name in the metrics.</param>
/// <param name="Status">How it ended.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Quality">An automatic quality, 0 to 1, or <c>null</c>.</param>
/// <param name="Error">What went wrong, or <c>null</c>.</param>
/// <param name="Details">Metadata kept at the Comprehensive level.</param>
[GenerateSerializer, Immutable, Alias("selflearning.operation-report")]
public sealed record OperationReport(
    string ResultId,
    string Operation,
    OperationStatus Status,
    double DurationMs,
    double? Quality,
    string? Error,
    ImmutableDictionary<string, string> Details);
