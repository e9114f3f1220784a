namespace SelfLearning.Benchmarks.Workloads;

/// <summary>The second hop of a raw call.</summary>
[Alias("benchmarks.raw-target"), GrainInterfaceType("benchmarks.raw-target")]
internal interface IRawTargetGrain : IGrainWithStringKey
{
    [Alias("process")]
    Task<RawReply> ProcessAsync(RawRequest request);

    [Alias("process-signed")]
    Task<SignedReply> ProcessSignedAsync(SignedRequest request);
}
