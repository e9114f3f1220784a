namespace SelfLearning.Web;

/// <summary>Several judgements, 1 to 1,000. One that breaks a rule keeps all from being taken.</summary>
public sealed record FeedbackBatchRequest
{
    /// <summary>The most judgements of one request.</summary>
    public const int Maximum = 1_000;

    /// <summary>The judgements.</summary>
    public required IReadOnlyList<FeedbackRequest> Feedback { get; init; }
}
