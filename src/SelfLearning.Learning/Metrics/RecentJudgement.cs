namespace SelfLearning.Learning;

/// <summary>A feedback as <see cref="RecentFeedback"/> keeps it: without the text of its result id, which the decision gives back.</summary>
/// <param name="Decision">The decision judged; <c>null</c> where only a text is known.</param>
/// <param name="Id">The text of the result id where the decision is not known.</param>
/// <param name="Feedback">The judgement.</param>
/// <param name="Receipt">What became of it.</param>
/// <param name="ReceivedAt">When it arrived.</param>
internal readonly record struct RecentJudgement(
    Decision? Decision, string? Id, Feedback Feedback, FeedbackReceipt Receipt, DateTimeOffset ReceivedAt);
