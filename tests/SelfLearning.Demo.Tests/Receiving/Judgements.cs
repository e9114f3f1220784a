using SelfLearning.Demo.Receiving;

namespace SelfLearning.Demo.Tests.Receiving;

internal static class Judgements
{
    public static List<PendingFeedback> Some(int count) => [.. Enumerable.Range(0, count).Select(i => new PendingFeedback(
        "json", new ResultFeedback($"result-{i}", Feedback.FromQuality(0.1 * (i % 10), FeedbackSource.Automatic))))];
}
