namespace SelfLearning.Learning;

/// <summary>A candidate and what its duel with the value in use says.</summary>
/// <param name="Parameter">The place of the parameter.</param>
/// <param name="Value">The place of the value.</param>
/// <param name="Duel">The duel; <c>null</c> while it has never been played.</param>
/// <param name="Verdict">The view on the candidate.</param>
/// <param name="Difference">The estimated quality of the candidate less that of the value in use; 0 while there is no duel.</param>
internal readonly record struct Trial(int Parameter, int Value, Duel? Duel, Verdict Verdict, double Difference)
{
    /// <summary>How many other contexts the view rests on as well.</summary>
    public int OtherContexts { get; init; }

    /// <summary>Whether the difference estimate counts: from a bet or two it may have any sign and size.</summary>
    public bool HasEstimate => Duel is { Weight: >= 1 };

    /// <summary>Whether the difference estimate agrees that the candidate is better, or does not count yet.</summary>
    public bool Agrees => !HasEstimate || Difference > 0;
}
