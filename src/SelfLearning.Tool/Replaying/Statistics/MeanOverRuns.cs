namespace SelfLearning.Tool.Replaying.Statistics;

/// <summary>The mean of one number of each run, and how far it may be off.</summary>
/// <param name="Mean">The mean; <c>null</c> without runs.</param>
/// <param name="StandardError">The standard error of the mean; <c>null</c> with fewer than two runs.</param>
internal readonly record struct MeanOverRuns(double? Mean, double? StandardError)
{
    /// <summary>The mean over runs of which each counts once.</summary>
    public static MeanOverRuns Of(IReadOnlyCollection<double> runs)
    {
        if (runs.Count == 0) return default;
        var mean = runs.Sum() / runs.Count;
        if (runs.Count == 1) return new MeanOverRuns(mean, null);
        var squares = runs.Sum(x => (x - mean) * (x - mean));
        return new MeanOverRuns(mean, Math.Sqrt(squares / (runs.Count - 1) / runs.Count));
    }
}
