namespace SelfLearning.Faults.Injection;

/// <summary>One fault and what it cost.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Unavailable">The longest time a context answered no call.</param>
/// <param name="FeedbackUnavailable">The longest time a context took no feedback.</param>
/// <param name="IsWhole">Whether every context answered again within a minute of the end of the fault.</param>
internal sealed record FaultRecord(string Kind, TimeSpan Unavailable, TimeSpan FeedbackUnavailable, bool IsWhole);
