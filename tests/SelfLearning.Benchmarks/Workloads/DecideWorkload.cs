using SelfLearning.Benchmarks.Comparing;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>A decision in the host on a policy it has, against the same decision by a grain call.</summary>
internal sealed class DecideWorkload : IWorkload
{
    public string Name => "decide";

    public string Description => "a decision in the host against a grain call that decides";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var module = await HostedModule.StartAsync(cancellationToken);
        var ratio = Target.RatioAtLeast(20, 100);
        Target[] withoutId = [Target.MicrosecondsAtMost(1, 0.3), ratio];
        Target[] withId = [Target.MicrosecondsAtMost(3, 1.5), ratio];
        var (hosted, context) = (module.Hosted, ContextKey.Parse(HostedModule.Context));
        // The first use asks the cluster; what follows completes at once.
        await using (await hosted.BeginAsync<HostedConfig>(context, cancellationToken))
        {
        }

        Work decide = (duration, _) => Task.FromResult(Load.Run(duration, () => Decide(hosted, context)));
        Work decideWithId = (duration, _) => Task.FromResult(Load.Run(duration, () => DecideWithId(hosted, context)));
        const string Note = "one caller; a quiet context: nothing on trial is drawn but for the share of trials";
        await bench.CompareAsync("decide/no-id", "decisions/s", decide, Ask(module.RawHosted), withoutId, Note, cancellationToken);
        await bench.CompareAsync("decide/with-id", "decisions/s", decideWithId, Ask(module.RawHosted), withId, Note, cancellationToken);
        await bench.CompareAsync("decide/no-id-tcp", "decisions/s", decide, Ask(module.RawOverTcp), [ratio], "one caller", cancellationToken);
        await bench.CompareAsync("decide/with-id-tcp", "decisions/s", decideWithId, Ask(module.RawOverTcp), [ratio], "one caller", cancellationToken);
    }

    private static Operation<HostedConfig> Decide(IModuleClient module, ContextKey context)
    {
        var begun = module.BeginAsync<HostedConfig>(context);
        return begun.IsCompletedSuccessfully ? begun.Result : throw new InvalidOperationException("A decision was not made in the host.");
    }

    private static void DecideWithId(IModuleClient module, ContextKey context) => ArgumentException.ThrowIfNullOrEmpty(Decide(module, context).Id);

    private static Work Ask(IRawHostGrain grain) => (duration, stop) => Load.RunAsync(1, duration, _ => grain.DecideAsync(), stop);
}
