namespace SelfLearning.Contracts;

/// <summary>What a context tells its catalog shard. Applied once: a shard ignores a number it has already taken in.</summary>
/// <param name="Number">The report's number within the context, from 1.</param>
/// <param name="Info">The context's totals.</param>
/// <param name="ClearedMark">The last mark whose feedback has all been learned; 0 while some waits.</param>
/// <param name="Metrics">The metrics since the report before, in the form of the metrics window.</param>
[GenerateSerializer, Immutable, Alias("selflearning.context-report")]
public sealed record ContextReport(long Number, ContextInfo Info, long ClearedMark, byte[] Metrics);
