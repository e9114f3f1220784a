namespace SelfLearning.Learning;

/// <summary>The evidence of a pair: sums of movements on their way to the pool, or capitals in it.</summary>
internal sealed class PairEvidence
{
    /// <summary>Six numbers: three stakes on "the second value is better", the same three on "the first value is better".</summary>
    public double[] Logs { get; init; } = new double[Gamblers.Count];

    /// <summary>How many contexts have played the pair; in a report, those whose first report of it this is.</summary>
    public int Contexts { get; set; }

    /// <summary>The number of candidates of the context that reported last.</summary>
    public int Candidates { get; set; } = 1;

    /// <summary>When it was last played, counted in reports.</summary>
    public long LastPlayed { get; set; }

    /// <summary>Adds the movements of another report.</summary>
    public void Add(PairEvidence other)
    {
        for (var g = 0; g < Logs.Length; g++) Logs[g] += other.Logs[g];
        (Contexts, Candidates) = (Contexts + other.Contexts, other.Candidates);
    }
}
