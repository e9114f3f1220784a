namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>A mean over modules with its standard error.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Error">The standard error; 0 with a single module.</param>
internal readonly record struct Estimate(double Mean, double Error)
{
    /// <summary>The estimate from one number of each module.</summary>
    public static Estimate Of(IReadOnlyCollection<double> numbers)
    {
        if (numbers.Count == 0) return default;
        var mean = numbers.Average();
        var variance = numbers.Count == 1 ? 0 : numbers.Sum(x => (x - mean) * (x - mean)) / (numbers.Count - 1);
        return new Estimate(mean, Math.Sqrt(variance / numbers.Count));
    }
}
