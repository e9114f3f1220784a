namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <summary>A result of <see cref="QuietModule"/>.</summary>
internal sealed record QuietResult;
