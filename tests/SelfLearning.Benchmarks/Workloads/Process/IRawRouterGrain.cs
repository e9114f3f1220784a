namespace SelfLearning.Benchmarks.Workloads;

/// <summary>The first hop of a raw call.</summary>
[Alias("benchmarks.raw-router"), GrainInterfaceType("benchmarks.raw-router")]
internal interface IRawRouterGrain : IGrainWithStringKey
{
    [Alias("process")]
    Task<RawReply> ProcessAsync(RawRequest request);

    /// <summary>The same with what a call of a module cannot do without: its types as JSON, and one signature.</summary>
    [Alias("process-signed")]
    Task<SignedReply> ProcessSignedAsync(SignedRequest request);
}
