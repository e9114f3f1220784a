namespace SelfLearning.Web;

/// <summary>The outcomes of several operations of a module, 1 to 1,000. One that breaks a rule keeps all from being taken.</summary>
public sealed record CompletionBatchBody
{
    /// <summary>The most outcomes of one request.</summary>
    public const int Maximum = 1_000;

    /// <summary>The outcomes.</summary>
    public required IReadOnlyList<CompletionBody> Operations { get; init; }
}
