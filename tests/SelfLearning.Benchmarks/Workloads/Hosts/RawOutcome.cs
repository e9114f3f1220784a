namespace SelfLearning.Benchmarks.Workloads;

/// <summary>How one operation has ended, with what was decided for it and the signature of that.</summary>
[GenerateSerializer, Immutable, Alias("benchmarks.raw-outcome")]
internal sealed record RawOutcome(
    DateTimeOffset DecidedAt,
    long Token,
    long PolicyVersion,
    int Candidate,
    uint Overridden,
    int KeyEpoch,
    string Operation,
    OperationStatus Status,
    double DurationMs,
    double? Quality,
    string? Error,
    byte[] Signature);
