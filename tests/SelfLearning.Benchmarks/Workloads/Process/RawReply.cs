namespace SelfLearning.Benchmarks.Workloads;

/// <summary>What a <c>ProcessReply</c> of a <see cref="NoopModule"/> holds, without the product.</summary>
[GenerateSerializer, Immutable, Alias("benchmarks.raw-reply")]
internal sealed record RawReply(
    string Id, DateTimeOffset CreatedAt, string Text, double ExecutionTimeMs, double? QualityScore, bool AdaptationApplied, OperationStatus Status);
