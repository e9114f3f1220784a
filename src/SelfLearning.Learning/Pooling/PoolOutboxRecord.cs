namespace SelfLearning.Learning;

/// <summary>A <see cref="PoolOutbox"/> as it lies on storage, within the record of the sender.</summary>
/// <param name="Number">The number given last.</param>
/// <param name="FilledAt">When that report was made.</param>
/// <param name="Evidence">Its evidence, in the form of <see cref="PoolEvidence.Save"/>; empty when it was acknowledged.</param>
public sealed record PoolOutboxRecord(long Number, DateTimeOffset FilledAt, byte[] Evidence);
