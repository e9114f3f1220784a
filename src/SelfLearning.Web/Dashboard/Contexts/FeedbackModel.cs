namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>A feedback in the inbox of its context.</summary>
/// <param name="At">When it arrived.</param>
/// <param name="Source">Who judged.</param>
/// <param name="Quality">The quality, 0 to 1.</param>
/// <param name="Comment">What was remarked; <c>null</c> for nothing.</param>
/// <param name="Receipt">What became of it.</param>
/// <param name="Meaning">What that means; <c>null</c> where it goes without saying.</param>
/// <param name="IsKept">Whether it counts.</param>
/// <param name="ResultId">The result it judges.</param>
internal sealed record FeedbackModel(
    DateTimeOffset At, string Source, double Quality, string? Comment, string Receipt, string? Meaning, bool IsKept, string ResultId)
{
    public static FeedbackModel Of(ReceivedFeedback received) => new(
        received.ReceivedAt,
        received.Feedback.Source == FeedbackSource.User ? "person" : "automatic",
        received.Feedback.Quality,
        string.IsNullOrWhiteSpace(received.Feedback.Comment) ? null : received.Feedback.Comment,
        received.Receipt.ToString(),
        MeaningOf(received.Receipt),
        received.Receipt is FeedbackReceipt.Accepted or FeedbackReceipt.Replaced or FeedbackReceipt.Corrected,
        received.ResultId);

    private static string? MeaningOf(FeedbackReceipt receipt) => receipt switch
    {
        FeedbackReceipt.Accepted => null,
        FeedbackReceipt.Duplicate => "known already",
        FeedbackReceipt.Replaced => "takes the place of an earlier one",
        FeedbackReceipt.Corrected => "corrects one that was learned",
        FeedbackReceipt.Late => "came too late",
        FeedbackReceipt.Outdated => "its value is gone",
        FeedbackReceipt.Overloaded => "was not kept",
        _ => "not a result of this module",
    };
}
