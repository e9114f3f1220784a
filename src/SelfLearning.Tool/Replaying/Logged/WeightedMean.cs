namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>Sums over weighted feedbacks: what the self-normalised estimate and the effective sample size need.</summary>
/// <param name="Count">Rows.</param>
/// <param name="Weights">Σ w.</param>
/// <param name="SquaredWeights">Σ w².</param>
/// <param name="Products">Σ w y.</param>
/// <param name="SquaredProducts">Σ w² y.</param>
/// <param name="ProductSquares">Σ w² y².</param>
internal readonly record struct WeightedMean(
    long Count, double Weights, double SquaredWeights, double Products, double SquaredProducts, double ProductSquares)
{
    // The log length for which the interval is narrowest; at a tenth or ten times of it, it is about a sixth wider than the best.
    private const double TunedFor = 10_000;

    /// <summary>Whether any weight is above 0.</summary>
    public bool IsDefined => Weights > 0;

    /// <summary>Σ w y / Σ w.</summary>
    public double Mean => Products / Weights;

    /// <summary>The mean weight: 1 in the long run if the propensities are right and every setting can be logged.</summary>
    public double MeanWeight => Weights / Count;

    /// <summary>The standard error of <see cref="MeanWeight"/>.</summary>
    public double MeanWeightError => Math.Sqrt(Math.Max(0, (SquaredWeights / Count) - (MeanWeight * MeanWeight)) / Count);

    /// <summary>How many rows of weight 1 would tell as much: (Σ w)² / Σ w² (Kish 1965).</summary>
    public double EffectiveSampleSize => SquaredWeights > 0 ? Weights * Weights / SquaredWeights : 0;

    /// <summary>The standard error of <see cref="Mean"/>, from the linearised terms w (y - mean) / mean weight.</summary>
    public double StandardError => Deviation / Math.Sqrt(Count);

    // The standard deviation of the linearised terms.
    private double Deviation =>
        Math.Sqrt(Math.Max(0, ProductSquares - (2 * Mean * SquaredProducts) + (Mean * Mean * SquaredWeights)) / Count) / MeanWeight;

    /// <summary>The sums with one row more.</summary>
    public WeightedMean With(double weight, double feedback) => new(
        Count + 1, Weights + weight, SquaredWeights + (weight * weight), Products + (weight * feedback),
        SquaredProducts + (weight * weight * feedback), ProductSquares + (weight * weight * feedback * feedback));

    /// <summary>The sums over the rows of both.</summary>
    public static WeightedMean operator +(WeightedMean left, WeightedMean right) => new(
        left.Count + right.Count, left.Weights + right.Weights, left.SquaredWeights + right.SquaredWeights, left.Products + right.Products,
        left.SquaredProducts + right.SquaredProducts, left.ProductSquares + right.ProductSquares);

    /// <summary>
    /// An asymptotic confidence sequence of the mean, cut to [0, 1]: mean ± deviation · sqrt(2 (n ρ² + 1) / (n² ρ²) · ln(sqrt(n ρ² + 1) / α)).
    /// It holds at all late enough times at once; on a short or unevenly weighted log it promises nothing.
    /// </summary>
    /// <remarks>
    /// Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences" (2021),
    /// theorem 2.2 with ρ² = (-2 ln α + ln(1 - 2 ln α)) / n* (their appendix B.2), on the terms linearised around the estimate.
    /// </remarks>
    public (double Lower, double Upper) AsymptoticInterval(double alpha)
    {
        if (!IsDefined) return (0, 1);
        var n = (double)Count;
        var rho = ((-2 * Math.Log(alpha)) + Math.Log(1 - (2 * Math.Log(alpha)))) / TunedFor;
        var margin = Deviation * Math.Sqrt(2 * ((n * rho) + 1) / (n * n * rho) * Math.Log(Math.Sqrt((n * rho) + 1) / alpha));
        return (Math.Clamp(Mean - margin, 0, 1), Math.Clamp(Mean + margin, 0, 1));
    }
}
