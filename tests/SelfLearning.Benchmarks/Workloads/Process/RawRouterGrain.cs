using Orleans.Concurrency;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>What <c>ModuleGrain</c> is to a call, without the product. Keeps its references: making one costs Orleans more than the call.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class RawRouterGrain(IGrainContext context, IGrainFactory grains) : IGrainBase, IRawRouterGrain
{
    private readonly Dictionary<string, IRawTargetGrain> _targets = new(StringComparer.Ordinal);

    public IGrainContext GrainContext => context;

    public Task<RawReply> ProcessAsync(RawRequest request) => Target(request.Context).ProcessAsync(request);

    public Task<SignedReply> ProcessSignedAsync(SignedRequest request) => Target(request.Read().Context).ProcessSignedAsync(request);

    private IRawTargetGrain Target(string context)
    {
        if (!_targets.TryGetValue(context, out var target)) _targets.Add(context, target = grains.GetGrain<IRawTargetGrain>(context));
        return target;
    }
}
