namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <summary>What a grain costs that does nothing.</summary>
[Alias("selflearning.benchmarks.empty-grain")]
internal interface IEmptyGrain : IGrainWithStringKey
{
    /// <summary>Activates it.</summary>
    [Alias("touch")]
    Task TouchAsync();
}
