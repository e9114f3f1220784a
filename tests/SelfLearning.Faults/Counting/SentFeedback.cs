namespace SelfLearning.Faults.Counting;

/// <summary>One judgement that was sent, and what is known of its fate.</summary>
internal sealed class SentFeedback(Feedback feedback)
{
    public Feedback Feedback { get; } = feedback;

    /// <summary>The first final answer; <c>null</c> while there is none: it may have been kept or not.</summary>
    public FeedbackReceipt? Receipt { get; set; }

    /// <summary>
    /// The cluster has promised that it counts. Duplicate is such a promise too: an earlier try was kept whose answer did not arrive, or something newer was.
    /// </summary>
    public bool IsAcknowledged =>
        Receipt is FeedbackReceipt.Accepted or FeedbackReceipt.Replaced or FeedbackReceipt.Corrected or FeedbackReceipt.Duplicate;

    /// <summary>The cluster has said that it does not count.</summary>
    public bool IsRefused => Receipt is not null && !IsAcknowledged;

    public bool IsUnsure => Receipt is null;
}
