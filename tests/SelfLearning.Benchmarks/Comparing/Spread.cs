namespace SelfLearning.Benchmarks.Comparing;

/// <summary>The median of some figures and the lowest and highest of them.</summary>
internal readonly record struct Spread(double Low, double Median, double High)
{
    /// <summary>Of one figure or more.</summary>
    public static Spread Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        var middle = sorted.Length / 2;
        return new Spread(sorted[0], sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[^1]);
    }
}
