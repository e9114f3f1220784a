using System.Text.Json.Serialization;

namespace SelfLearning.Demo.Statistics;

/// <summary>Count, mean and spread of numbers that come one by one (Welford 1962).</summary>
/// <param name="Count">How many.</param>
/// <param name="Mean">Their mean; 0 while there are none.</param>
/// <param name="SquaredDeviations">The sum of the squared distances from the mean.</param>
internal readonly record struct RunningMean(long Count, double Mean, double SquaredDeviations)
{
    /// <summary>The sample's variance; 0 with fewer than two.</summary>
    [JsonIgnore]
    public double Variance => Count < 2 ? 0 : SquaredDeviations / (Count - 1);

    /// <summary>The standard error of the mean; infinite with fewer than two, which say nothing about their spread.</summary>
    [JsonIgnore]
    public double StandardError => Count < 2 ? double.PositiveInfinity : Math.Sqrt(Variance / Count);

    public static RunningMean Of(IEnumerable<double> values) => values.Aggregate(default(RunningMean), (mean, value) => mean.Add(value));

    public RunningMean Add(double value)
    {
        var count = Count + 1;
        var mean = Mean + ((value - Mean) / count);
        return new RunningMean(count, mean, SquaredDeviations + ((value - Mean) * (value - mean)));
    }

    /// <summary>Both samples as one (Chan, Golub and LeVeque 1979).</summary>
    public RunningMean Merge(RunningMean other)
    {
        if (Count == 0) return other;
        if (other.Count == 0) return this;
        var count = Count + other.Count;
        var distance = other.Mean - Mean;
        return new RunningMean(
            count,
            Mean + (distance * other.Count / count),
            SquaredDeviations + other.SquaredDeviations + (distance * distance * Count * other.Count / count));
    }

    /// <summary>This mean less another one, of samples that have nothing to do with each other: the standard errors add in squares.</summary>
    public Difference Minus(RunningMean other) =>
        new(Mean - other.Mean, Math.Sqrt((StandardError * StandardError) + (other.StandardError * other.StandardError)));
}
