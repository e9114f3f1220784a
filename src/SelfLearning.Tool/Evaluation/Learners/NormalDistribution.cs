namespace SelfLearning.Tool.Evaluation.Learners;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    // Further out the probability is 0 or 1 to the last bit.
    private const double End = 9;

    /// <summary>
    /// The probability of a value up to <paramref name="z"/>: 1/2 + φ(z) (z + z³/3 + z⁵/15 + ...), a sum of terms of one sign; exact to about 1e-15.
    /// </summary>
    public static double Cumulative(double z)
    {
        if (Math.Abs(z) > End) return z > 0 ? 1 : 0;
        var (sum, term) = (0.0, z);
        for (var n = 1; sum + term != sum; n++, term *= z * z / ((2 * n) - 1)) sum += term;
        return 0.5 + (sum * Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI));
    }
}
