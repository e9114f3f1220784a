namespace SelfLearning.Web;

/// <summary>Who decides, and why. All members are optional.</summary>
public record DecisionRequest
{
    /// <summary>The person or program that decides, 1 to 80 characters; without it the caller's own name stands in the records.</summary>
    public string? Actor { get; init; }

    /// <summary>Why, at most 1,000 characters.</summary>
    public string? Note { get; init; }
}
