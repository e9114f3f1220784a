namespace SelfLearning.Demo.Statistics;

/// <summary>A difference of two means and how sure it is.</summary>
/// <param name="Value">Positive when the first is larger.</param>
/// <param name="StandardError">Infinite when there is too little to tell.</param>
internal readonly record struct Difference(double Value, double StandardError)
{
    /// <summary>Larger by more than two standard errors.</summary>
    public bool IsMore => Value > 2 * StandardError;

    /// <summary>Smaller by more than two standard errors.</summary>
    public bool IsLess => Value < -2 * StandardError;

    /// <summary>
    /// The difference of two measurements of the same things: the mean of the differences, with its standard error. What the things
    /// differ in among themselves does not blur it.
    /// </summary>
    /// <exception cref="ArgumentException">The lists have different lengths.</exception>
    public static Difference OfPairs(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count) throw new ArgumentException($"{first.Count} and {second.Count} measurements are no pairs.");
        var mean = RunningMean.Of(first.Zip(second, (a, b) => a - b));
        return new Difference(mean.Mean, mean.StandardError);
    }
}
