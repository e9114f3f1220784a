namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>An adaptation of one of many contexts.</summary>
/// <param name="Context">The context.</param>
/// <param name="Call">The calls the context had had.</param>
/// <param name="Old">The place of the value before.</param>
/// <param name="New">The place of the value after.</param>
/// <param name="Confidence">The confidence.</param>
/// <param name="Difference">The estimated difference.</param>
/// <param name="IsRollback">Whether it returns to the value before the last change.</param>
/// <param name="IsInherited">Whether the context's own evidence would not have been enough.</param>
internal sealed record PooledAdaptation(
    int Context, int Call, int Old, int New, double Confidence, double Difference, bool IsRollback, bool IsInherited);
