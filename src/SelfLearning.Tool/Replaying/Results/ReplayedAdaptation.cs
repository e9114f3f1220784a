namespace SelfLearning.Tool.Replaying.Results;

/// <summary>An applied adaptation.</summary>
/// <param name="Seed">The run.</param>
/// <param name="Call">The call after which it was made, from 0.</param>
/// <param name="Context">The context.</param>
/// <param name="Number">Its number within its context and run, from 1, which reasons name.</param>
/// <param name="Parameter">The parameter it changed.</param>
/// <param name="Old">The value before.</param>
/// <param name="New">The value since.</param>
/// <param name="Confidence">The learner's confidence, 0 to 0.99.</param>
/// <param name="Reason">The learner's words.</param>
/// <param name="IsRollback">Whether it undid an earlier one.</param>
/// <param name="RolledBack">Whether a later one undid it.</param>
/// <param name="Difference">The gain the learner estimated.</param>
/// <param name="Truth">The gain in the data: mean feedback of the new setting less that of the old one, over the context's items; <c>null</c> where unknown.</param>
/// <param name="Harmful">Whether it is worse by more than 0.02; <c>null</c> where unknown.</param>
internal sealed record ReplayedAdaptation(
    int Seed,
    int Call,
    string Context,
    long Number,
    string Parameter,
    string Old,
    string New,
    double Confidence,
    string Reason,
    bool IsRollback,
    bool RolledBack,
    double Difference,
    double? Truth,
    bool? Harmful)
{
    /// <summary>A change is harmful when the data say that it is worse by more than this.</summary>
    public const double HarmfulLoss = 0.02;

    /// <summary>Whether other contexts made the difference: the context's own evidence alone would not have sufficed.</summary>
    public bool IsInherited { get; init; }
}
