namespace SelfLearning.Web;

/// <summary>Keeps a parameter as it is, or at a value.</summary>
public sealed record PinRequest : DecisionRequest
{
    /// <summary>The value it is kept at; <c>null</c> for the one in use.</summary>
    public string? Value { get; init; }
}
