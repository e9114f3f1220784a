namespace SelfLearning.Tool.Evaluation.Results;

/// <summary>A mean over runs.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Error">Its standard error; 0 for a single run.</param>
internal readonly record struct Mean(double Value, double Error)
{
    /// <summary>Whether it is above a bound by more than its standard error.</summary>
    public bool IsAbove(double bound) => Value - Error > bound;

    /// <summary>The mean of at least one number.</summary>
    public static Mean Of(IEnumerable<double> numbers)
    {
        var all = numbers.ToList();
        var mean = all.Sum() / all.Count;
        var squares = all.Sum(n => (n - mean) * (n - mean));
        return new Mean(mean, all.Count < 2 ? 0 : Math.Sqrt(squares / (all.Count - 1) / all.Count));
    }

    /// <summary>The share of runs in which something was so; its error is that of a binomial share.</summary>
    public static Mean OfShare(int count, int runs)
    {
        var share = (double)count / runs;
        return new Mean(share, Math.Sqrt(share * (1 - share) / runs));
    }
}
