namespace SelfLearning;

/// <summary>A context as the module's catalog knows it: as of its last report, at most a metrics flush interval old.</summary>
/// <param name="Context">The context key.</param>
/// <param name="Operations">Operations since the context exists.</param>
/// <param name="Feedbacks">Feedbacks learned since the context exists.</param>
/// <param name="Adaptations">Adaptations applied since the context exists.</param>
/// <param name="QueuedFeedback">Whether feedback waits to be learned.</param>
/// <param name="LastActivity">The time of its last operation or feedback.</param>
[GenerateSerializer, Immutable, Alias("selflearning.context-info")]
public sealed record ContextInfo(
    string Context, long Operations, long Feedbacks, long Adaptations, bool QueuedFeedback, DateTimeOffset LastActivity);
