namespace SelfLearning.Faults.Counting;

/// <summary>Compares what was promised with what is there.</summary>
internal static class Judge
{
    // Qualities are multiples of 1/1,024, exact in every format they pass through; the metrics give a mean, which is not.
    private const double Tolerance = 1e-4;

    /// <summary>The verdict on one context.</summary>
    /// <param name="expected">What must be there.</param>
    /// <param name="before">What was there before everything acknowledged was sent again.</param>
    /// <param name="forgotten">Acknowledged feedbacks that were new to the cluster when they were sent again.</param>
    /// <param name="after">What was there after that: what is sent again must change nothing.</param>
    public static Verdict Of(Expectation expected, Observation before, int forgotten, Observation after)
    {
        var missing = expected.Certain - Math.Min(before.Counted, before.Learned);
        var most = Math.Max(Math.Max(before.Counted, before.Learned), Math.Max(after.Counted, after.Learned));
        var verdict = new Verdict(Math.Max(forgotten, Math.Max(0, missing)), Math.Max(0, most - expected.Certain - expected.Possible));
        if (verdict != default || expected.QualitySum is not { } sum) return verdict;

        // The right number and another sum: something is missing, and something else is there twice or with an older value.
        return Math.Abs(before.QualitySum - sum) > Tolerance || Math.Abs(after.QualitySum - sum) > Tolerance ? new Verdict(1, 1) : default;
    }

    /// <summary>The verdict on the sum over the contexts of a module, which is told to the catalog in numbered reports.</summary>
    /// <param name="contexts">What the contexts count together.</param>
    /// <param name="catalog">What the module's summary counts.</param>
    public static Verdict OfSummary(long contexts, long catalog) => new(Math.Max(0, contexts - catalog), Math.Max(0, catalog - contexts));
}
