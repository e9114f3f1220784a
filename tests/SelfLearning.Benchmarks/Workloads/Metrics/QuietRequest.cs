namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <summary>A request of <see cref="QuietModule"/>.</summary>
internal sealed record QuietRequest(string Context);
