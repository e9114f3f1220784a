namespace SelfLearning.Learning;

/// <summary>
/// The prior of one pair with what other contexts have learned of it: for the pooling strength what they believe, for the rest the default. Section 5
/// of the learner's specification.
/// </summary>
internal readonly struct PooledPrior
{
    private readonly double[] _logGamblers;

    /// <summary>Mixes what the others believe with the default.</summary>
    /// <param name="prior">The default: w / 3 for each gambler, w0 for "no difference".</param>
    /// <param name="pooled">LM: the six log-capitals of all contexts together.</param>
    /// <param name="own">L: this context's own log-capitals, as far as the pool was told of them.</param>
    /// <param name="strength">The weight of the others, above 0 to 0.95.</param>
    public PooledPrior(Prior prior, ReadOnlySpan<double> pooled, ReadOnlySpan<double> own, double strength)
    {
        // ln(w / 3 e^(LM - L)): the others' evidence without one's own, which is no poorer than any gambler can be.
        var others = _logGamblers = new double[Gamblers.Count];
        for (var g = 0; g < others.Length; g++) others[g] = prior.LogGambler + Math.Max(-Gamblers.Floor, pooled[g] - own[g]);
        var total = Gamblers.LogSum(
            prior.LogNone, Gamblers.LogSum(Gamblers.LogSum(others.AsSpan(0, Gamblers.Stakes)), Gamblers.LogSum(others.AsSpan(Gamblers.Stakes))));
        var (theirs, rest) = (Math.Log(strength) - total, Math.Log(1 - strength));
        for (var g = 0; g < others.Length; g++) others[g] = Gamblers.LogSum(theirs + others[g], rest + prior.LogGambler);
        LogNone = Gamblers.LogSum(theirs + prior.LogNone, rest + prior.LogNone);
    }

    /// <summary>ln prior_g: the weight of each gambler; all of them and "no difference" add up to 1.</summary>
    public ReadOnlySpan<double> LogGamblers => _logGamblers;

    /// <summary>ln prior_0: the weight of "no difference".</summary>
    public double LogNone { get; }
}
