namespace SelfLearning.Web;

/// <summary>How an operation begins that the caller runs itself. All members are optional.</summary>
public sealed record BeginBody
{
    /// <summary>
    /// The caller's own values by the names of their parameters, as text of 1 to 200 characters. They are used as they are, and the operation
    /// is no evidence for these parameters.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}
