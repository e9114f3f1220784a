namespace SelfLearning;

/// <summary>A judgement and the result it is about; the unit of a batch.</summary>
/// <param name="ResultId">The id a module result or an operation carries.</param>
/// <param name="Feedback">The judgement.</param>
[GenerateSerializer, Immutable, Alias("selflearning.result-feedback")]
public sealed record ResultFeedback(string ResultId, Feedback Feedback);
