namespace SelfLearning.Benchmarks.Workloads;

/// <summary>The result of a <see cref="NoopModule"/>: the text of its request.</summary>
internal sealed record NoopResult(string Text);
