using System.Collections.Immutable;
using SelfLearning.Cluster;
using SelfLearning.Learning;

namespace SelfLearning.Modules;

/// <summary>Checks feedback and sends it in calls of a bounded size.</summary>
internal sealed class Feedbacks(ClusterGrains grains)
{
    /// <summary>Feedbacks in one call: with comments of full length some 0.3 MB, and well within the 5 s a call may take.</summary>
    internal const int ChunkSize = 100;

    // Only the length is looked at here: whether a text is an id is for the silos to say, which may know newer formats.
    private const int MaximumIdLength = ResultId.MaximumOverhead + ModuleName.MaximumLength + ContextKey.MaximumLength;

    public async Task<FeedbackReceipt> ApplyAsync(string resultId, Feedback feedback, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resultId);
        ArgumentNullException.ThrowIfNull(feedback);
        var item = new ResultFeedback(resultId, feedback.Require());
        return IsPossibleId(resultId)
            ? await grains.ModuleAsync("ApplyFeedbackAsync", g => g.ApplyFeedbackAsync(item), cancellationToken)
            : FeedbackReceipt.Unknown;
    }

    public async Task<IReadOnlyList<FeedbackReceipt>> ApplyAsync(
        IReadOnlyList<ResultFeedback> feedbacks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(feedbacks);
        var items = feedbacks.Select(Checked).ToList();
        var receipts = Enumerable.Repeat(FeedbackReceipt.Unknown, items.Count).ToArray();
        var places = Enumerable.Range(0, items.Count).Where(i => IsPossibleId(items[i].ResultId));

        // One call after the other: two judgements of one result keep their order.
        foreach (var chunk in places.Chunk(ChunkSize))
        {
            var part = chunk.Select(i => items[i]).ToImmutableArray();
            var answers = await grains.ModuleAsync("ApplyFeedbackAsync", g => g.ApplyFeedbackBatchAsync(part), cancellationToken);
            for (var i = 0; i < chunk.Length; i++) receipts[chunk[i]] = answers[i];
        }

        return receipts;
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

    private static bool IsPossibleId(string resultId) => resultId.Length is > 0 and <= MaximumIdLength;
}
