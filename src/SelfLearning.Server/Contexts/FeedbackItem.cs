namespace SelfLearning.Server;

/// <summary>One feedback of a call, on its way to its receipt.</summary>
/// <param name="id">The result id; <c>null</c> for a text that is none of the context.</param>
/// <param name="feedback">The judgement.</param>
internal sealed class FeedbackItem(ResultId? id, Feedback feedback)
{
    public ResultId? Id => id;

    public Feedback Feedback => feedback;

    /// <summary>What has become of it, which the caller is told in time.</summary>
    public FeedbackReceipt Receipt { get; set; } = id is null ? FeedbackReceipt.Unknown : FeedbackReceipt.Overloaded;

    /// <summary>Whether it speaks of a state that must be on storage first.</summary>
    public bool IsDurable => Receipt is not (FeedbackReceipt.Unknown or FeedbackReceipt.Overloaded);

    /// <summary>Whether it was not known before.</summary>
    public bool IsNew => IsDurable && Receipt != FeedbackReceipt.Duplicate;
}
