namespace SelfLearning.Contracts;

/// <summary>The answer to a batch of outcomes that has been counted, now or before.</summary>
/// <param name="Time">The silo's time, by which the host dates its decisions.</param>
/// <param name="Version">The version of the host policy in force; the host asks for another than its own.</param>
[GenerateSerializer, Immutable, Alias("selflearning.outcome-reply")]
public sealed record OutcomeReply(DateTimeOffset Time, long Version);
