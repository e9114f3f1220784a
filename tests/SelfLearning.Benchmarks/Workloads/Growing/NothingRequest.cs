namespace SelfLearning.Benchmarks.Workloads.Growing;

/// <summary>What a <see cref="NothingModule"/> is asked.</summary>
/// <param name="Context">The context key.</param>
public sealed record NothingRequest(string Context);
