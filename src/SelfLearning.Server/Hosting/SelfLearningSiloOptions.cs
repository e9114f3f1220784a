namespace SelfLearning;

/// <summary>Settings of a silo that are not of a single module; bound from the section <c>SelfLearning</c>.</summary>
public sealed class SelfLearningSiloOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "SelfLearning";

    /// <summary>
    /// The key that signs result ids: base64 of at least 32 random bytes, the same on every silo, with its epoch in front
    /// (<c>1:...</c>) once it has been rotated. May be left out on a silo of its own, which makes one and keeps it with its data.
    /// </summary>
    public string? SigningKey { get; set; }

    /// <summary>Keys whose result ids are still accepted, each with its epoch in front.</summary>
    public IList<string> OlderSigningKeys { get; } = [];

    /// <summary>The largest request or result of an in-silo module between processes, in bytes of JSON, 1 or more.</summary>
    public int PayloadLimit { get; set; } = PayloadJson.DefaultSizeLimit;

    /// <summary>
    /// The most operations of in-silo modules that may run in this silo at a time, 1 or more; beyond it calls are refused with
    /// <see cref="ModuleOverloadedException"/>.
    /// </summary>
    public int MaximumCalls { get; set; } = 10_000;

    /// <summary>The same for one context, 1 or more: one busy context leaves room for the others.</summary>
    public int MaximumCallsPerContext { get; set; } = 1_000;

    /// <summary>
    /// The most feedbacks that may wait in this silo for their storage at a time, over all contexts, 1 or more; beyond it feedback is answered
    /// <see cref="FeedbackReceipt.Overloaded"/>.
    /// </summary>
    public int MaximumWaitingFeedback { get; set; } = 20_000;

    /// <summary>
    /// Whether the events of <see cref="ModuleOptions.Generative"/> modules carry the comments of feedback, as <c>gen_ai.evaluation.explanation</c>:
    /// what people wrote then leaves the silo with its logs and traces.
    /// </summary>
    public bool EvaluationComments { get; set; }
}
