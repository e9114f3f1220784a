namespace SelfLearning.Web;

/// <summary>A judgement of one result. Exactly one of <see cref="Rating"/>, <see cref="ErrorRate"/> and <see cref="Quality"/> is given.</summary>
public sealed record FeedbackRequest
{
    /// <summary>The result id.</summary>
    public required string ResultId { get; init; }

    /// <summary>A user's rating, 1 to 5.</summary>
    public int? Rating { get; init; }

    /// <summary>The share of failures, 0 to 1; automatic feedback.</summary>
    public double? ErrorRate { get; init; }

    /// <summary>A quality, 0 (useless) to 1 (perfect).</summary>
    public double? Quality { get; init; }

    /// <summary>Who judges, with <see cref="Quality"/>: <c>user</c> unless given.</summary>
    public FeedbackSource? Source { get; init; }

    /// <summary>A remark for people, of which 1,000 characters are kept; never used for learning.</summary>
    public string? Comment { get; init; }

    /// <summary>
    /// Names this judgement over all retries, together with <see cref="CreatedAt"/>; also the header Idempotency-Key of a single feedback.
    /// </summary>
    public Guid? Id { get; init; }

    /// <summary>
    /// When it was made: of two judgements from the same source the later one holds. Without it, it is made when it arrives, and an equal
    /// value from the same source is taken for a repeat.
    /// </summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
