namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <inheritdoc cref="IEmptyGrain"/>
internal sealed class EmptyGrain : Grain, IEmptyGrain
{
    /// <inheritdoc/>
    public Task TouchAsync() => Task.CompletedTask;
}
