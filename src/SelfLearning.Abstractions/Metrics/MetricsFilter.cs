namespace SelfLearning;

/// <summary>Which metric entries are asked for; a <c>null</c> member does not filter.</summary>
[GenerateSerializer, Immutable, Alias("selflearning.metrics-filter")]
public sealed record MetricsFilter
{
    /// <summary>The context key whose entries are asked for. Entries belong to their context, so this one is always needed.</summary>
    [Id(0)] public required string Context { get; init; }

    /// <summary>Only entries with this status.</summary>
    [Id(1)] public OperationStatus? Status { get; init; }

    /// <summary>Only entries of this operation.</summary>
    [Id(2)] public string? Operation { get; init; }

    /// <summary>Only entries at or after this time.</summary>
    [Id(3)] public DateTimeOffset? Since { get; init; }

    /// <summary>Whether <paramref name="entry"/> is asked for.</summary>
    public bool Matches(MetricEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Matches(entry.Status, entry.Operation, entry.Timestamp);
    }

    /// <summary>Whether an entry with these members is asked for.</summary>
    /// <param name="status">How the operation ended.</param>
    /// <param name="operation">Its name.</param>
    /// <param name="startedAt">When it started.</param>
    public bool Matches(OperationStatus status, string operation, DateTimeOffset startedAt) =>
        (Status is null || status == Status)
        && (Operation is null || string.Equals(operation, Operation, StringComparison.Ordinal))
        && (Since is null || startedAt >= Since);
}
