namespace SelfLearning.Learning;

/// <summary>What a sender tells: a context its shard, or a shard the pool.</summary>
/// <param name="Number">The number of the report, from 1 and growing; what has been taken in is ignored when it comes again.</param>
/// <param name="Evidence">What is new since the report before.</param>
public sealed record PoolReport(long Number, PoolEvidence Evidence);
