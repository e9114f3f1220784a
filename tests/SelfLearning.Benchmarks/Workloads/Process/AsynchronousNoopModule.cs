namespace SelfLearning.Benchmarks.Workloads;

/// <summary>The same, run on the context's own scheduler.</summary>
internal sealed class AsynchronousNoopModule : NoopModule
{
    public override bool IsPurelyAsynchronous => true;
}
