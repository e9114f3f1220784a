namespace SelfLearning.Learning;

/// <summary>A change a learner wants.</summary>
/// <param name="Parameter">The place of the parameter.</param>
/// <param name="Value">The place of the new value.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Difference">The estimated gain in quality of the new value over the one in use.</param>
/// <param name="Reason">What the learner has to say beyond the numbers; <c>null</c> to let the numbers speak.</param>
public sealed record Proposal(int Parameter, int Value, double Confidence, double Difference, string? Reason = null)
{
    /// <summary>How many other contexts of the module the confidence rests on as well.</summary>
    public int OtherContexts { get; init; }

    /// <summary>
    /// Whether the difference rests on enough feedback of this context to be told to people; without it an adaptation says that it has no
    /// estimate of its own.
    /// </summary>
    public bool HasEstimate { get; init; } = true;

    /// <summary>Whether the evidence of this context alone would not have been enough.</summary>
    public bool IsInherited { get; init; }
}
