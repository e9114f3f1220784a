using SelfLearning.Cluster;

namespace SelfLearning.Modules;

/// <summary>Checks feedback and sends it in calls of a bounded size.</summary>
internal sealed class Feedbacks(ClusterGrains grains)
{
    public async Task<FeedbackReceipt> ApplyAsync(string resultId, Feedback feedback, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resultId);
        ArgumentNullException.ThrowIfNull(feedback);
        var item = new ResultFeedback(resultId, feedback.Require());
        return ResultCalls.IsPossibleId(resultId)
            ? await grains.ModuleAsync("ApplyFeedbackAsync", g => g.ApplyFeedbackAsync(item), cancellationToken)
            : FeedbackReceipt.Unknown;
    }

    public async Task<IReadOnlyList<FeedbackReceipt>> ApplyAsync(
        IReadOnlyList<ResultFeedback> feedbacks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(feedbacks);
        return await ResultCalls.SendAsync(
            feedbacks.Select(Checked).ToList(), item => item.ResultId, FeedbackReceipt.Unknown,
            part => grains.ModuleAsync("ApplyFeedbackAsync", g => g.ApplyFeedbackBatchAsync(part), cancellationToken));
    }

    private static ResultFeedback Checked(ResultFeedback item, int place)
    {
        if (item?.ResultId is null || item.Feedback is null)
            throw new ArgumentException($"feedbacks[{place}] is null, or its ResultId or Feedback is: nothing was sent.");
        try
        {
            return item with { Feedback = item.Feedback.Require() };
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"feedbacks[{place}]: {exception.Message} Nothing was sent.", exception);
        }
    }
}
