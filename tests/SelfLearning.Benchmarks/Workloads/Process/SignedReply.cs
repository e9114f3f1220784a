namespace SelfLearning.Benchmarks.Workloads;

/// <summary>What a <c>ProcessReply</c> holds, with the user's type as JSON, and nothing else of the product.</summary>
[GenerateSerializer, Immutable, Alias("benchmarks.signed-reply")]
internal sealed record SignedReply(
    string Id, DateTimeOffset CreatedAt, Payload Data, double ExecutionTimeMs, double? QualityScore, bool AdaptationApplied, OperationStatus Status);
