namespace SelfLearning.Benchmarks.Workloads;

/// <summary>What a <c>ProcessRequest</c> of a <see cref="NoopModule"/> holds, without the product.</summary>
[GenerateSerializer, Immutable, Alias("benchmarks.raw-request")]
internal sealed record RawRequest(string Context, string Text, string? OperationId, string Operation);
