namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>
/// A confidence interval, valid at every moment at once, for an average value in [0, 1] of which unbiased estimates come in from both
/// sides: one of the value and, mirrored, one of 1 - value, neither below -k. Two <see cref="AnytimeBound"/>s, half of the error each.
/// </summary>
/// <param name="range">k.</param>
internal sealed class AnytimeInterval(double range)
{
    private readonly AnytimeBound _value = new(range);
    private readonly AnytimeBound _rest = new(range);

    /// <summary>Takes in the next estimates.</summary>
    /// <param name="value">Its mean given the past is the value.</param>
    /// <param name="rest">Its mean given the past is 1 - value.</param>
    public void Add(double value, double rest)
    {
        _value.Add(value);
        _rest.Add(rest);
    }

    /// <summary>The interval now: it misses the average at some time with a probability of at most <paramref name="alpha"/>.</summary>
    public (double Lower, double Upper) At(double alpha) => (_value.Lower(alpha / 2), 1 - _rest.Lower(alpha / 2));
}
