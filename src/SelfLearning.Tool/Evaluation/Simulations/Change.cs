namespace SelfLearning.Tool.Evaluation.Simulations;

/// <summary>A change of the value in use.</summary>
/// <param name="Parameter">The place of the parameter.</param>
/// <param name="Old">The place of the value that was in use.</param>
/// <param name="New">The place of the value in use from now on.</param>
/// <param name="Confidence">What the learner claimed, 0 to 1.</param>
/// <param name="Rollback">Whether the new value is the one that was in use before the old one.</param>
/// <param name="Difference">The gain the learner estimated.</param>
internal readonly record struct Change(int Parameter, int Old, int New, double Confidence, bool Rollback, double Difference)
{
    /// <summary>Whether the context's own evidence would not have been enough.</summary>
    public bool IsInherited { get; init; }
}
