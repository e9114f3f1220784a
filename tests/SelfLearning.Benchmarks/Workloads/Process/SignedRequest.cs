namespace SelfLearning.Benchmarks.Workloads;

/// <summary>What a <c>ProcessRequest</c> holds, with the user's type as JSON, and nothing else of the product.</summary>
[GenerateSerializer, Immutable, Alias("benchmarks.signed-request")]
internal sealed record SignedRequest(Payload Input, string? OperationId, string Operation)
{
    public NoopRequest Read() => Input.TryRead<NoopRequest>(PayloadJson.DefaultOptions, out var request, out var error)
        ? request
        : throw new InvalidOperationException($"The request cannot be read: {error}.");
}
