namespace SelfLearning.Tool.Tests.Replaying.Logged;

/// <summary>The mean of independent numbers, and how far it may be off.</summary>
internal sealed record Sample(double Mean, double StandardDeviation, double StandardError)
{
    public static Sample Of(IReadOnlyCollection<double> numbers)
    {
        var mean = numbers.Average();
        var deviation = Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Count - 1));
        return new Sample(mean, deviation, deviation / Math.Sqrt(numbers.Count));
    }

    /// <summary>
    /// Asserts that the mean is the truth but for three standard errors, which the fixed seeds of a right program pass; a bias that is known
    /// is allowed on top.
    /// </summary>
    public void AssertMean(double truth, string what, double bias = 0) => Assert.True(
        Math.Abs(Mean - truth) <= (3 * StandardError) + bias, $"{what}: {Mean} is not {truth} within 3 * {StandardError}");

    /// <summary>Asserts that two samples have the same mean but for three standard errors.</summary>
    public void AssertSame(Sample other, string what)
    {
        var error = Math.Sqrt((StandardError * StandardError) + (other.StandardError * other.StandardError));
        Assert.True(Math.Abs(Mean - other.Mean) <= 3 * error, $"{what}: {Mean} is not {other.Mean} within 3 * {error}");
    }
}
