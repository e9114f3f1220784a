namespace SelfLearning;

/// <summary>A feedback as its context remembers it for people to read.</summary>
/// <param name="ResultId">The result judged.</param>
/// <param name="Feedback">The judgement.</param>
/// <param name="Receipt">What became of it.</param>
/// <param name="ReceivedAt">When it arrived.</param>
[GenerateSerializer, Immutable, Alias("selflearning.received-feedback")]
public sealed record ReceivedFeedback(string ResultId, Feedback Feedback, FeedbackReceipt Receipt, DateTimeOffset ReceivedAt);
