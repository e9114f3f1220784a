namespace SelfLearning.Learning;

/// <summary>
/// What is believed before any feedback: with probability 0.5 some candidate helps or harms, shared evenly among the candidates.
/// </summary>
internal sealed class Prior
{
    private const double Hope = 0.5;

    /// <summary>The prior of a context with so many candidates over all its parameters.</summary>
    public Prior(int candidates)
    {
        Candidates = candidates;
        Side = Hope / (candidates + 1);
        var none = 1 - (2 * Side);
        LogNone = Math.Log(none);
        LogGambler = Math.Log(Side / Duel.Stakes);
    }

    /// <summary>The number of candidates it was made for.</summary>
    public int Candidates { get; }

    /// <summary>w: the weight of "this candidate is better", and as much of "it is worse".</summary>
    public double Side { get; }

    /// <summary>ln(1 - 2w), the weight of "no difference".</summary>
    public double LogNone { get; }

    /// <summary>ln(w / 3), the weight of one gambler.</summary>
    public double LogGambler { get; }
}
