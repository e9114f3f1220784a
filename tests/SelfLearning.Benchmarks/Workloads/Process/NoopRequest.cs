namespace SelfLearning.Benchmarks.Workloads;

/// <summary>The request of a <see cref="NoopModule"/>.</summary>
internal sealed record NoopRequest(string Context, string Text);
