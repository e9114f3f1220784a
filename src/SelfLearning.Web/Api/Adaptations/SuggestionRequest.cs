namespace SelfLearning.Web;

/// <summary>A value that a person or a program proposes.</summary>
public sealed record SuggestionRequest : DecisionRequest
{
    /// <summary>The parameter.</summary>
    public required string ParameterName { get; init; }

    /// <summary>The value, one of the parameter's.</summary>
    public required string Value { get; init; }
}
