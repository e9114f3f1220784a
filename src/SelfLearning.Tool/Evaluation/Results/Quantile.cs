namespace SelfLearning.Tool.Evaluation.Results;

/// <summary>Quantiles of what may never have happened.</summary>
internal static class Quantile
{
    /// <summary>
    /// The quantile, between two neighbours by linear interpolation; <c>null</c>, which stands for "never" and is above every number, when it is not
    /// below that, or without numbers.
    /// </summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="share">0 to 1; 0.5 for the median.</param>
    public static double? Of(IEnumerable<double?> numbers, double share)
    {
        var sorted = numbers.Select(n => n ?? double.PositiveInfinity).Order().ToArray();
        if (sorted.Length == 0) return null;
        var place = share * (sorted.Length - 1);
        var (lower, upper) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        var quantile = lower == upper ? lower : lower + ((upper - lower) * (place - Math.Floor(place)));
        return double.IsFinite(quantile) ? quantile : null;
    }
}
