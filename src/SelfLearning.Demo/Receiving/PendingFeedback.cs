namespace SelfLearning.Demo.Receiving;

/// <summary>A judgement on its way to the silo.</summary>
/// <param name="ContentType">The content type judged, for the log.</param>
/// <param name="Feedback">The judgement with the result it is about: the same object at every attempt, so that it counts once.</param>
internal sealed record PendingFeedback(string ContentType, ResultFeedback Feedback);
