using SelfLearning.Tool.Evaluation.Results;

namespace SelfLearning.Tool.Replaying.Statistics;

/// <summary>The mean of one number of each run, and how far it may be off.</summary>
/// <param name="Value">The mean; <c>null</c> without runs.</param>
/// <param name="StandardError">The standard error of the mean; <c>null</c> with fewer than two runs.</param>
internal readonly record struct MeanOverRuns(double? Value, double? StandardError)
{
    /// <summary>The mean over runs of which each counts once.</summary>
    public static MeanOverRuns Of(IReadOnlyCollection<double> runs)
    {
        if (runs.Count == 0) return default;
        var mean = Mean.Of(runs);
        return new MeanOverRuns(mean.Value, runs.Count == 1 ? null : mean.Error);
    }
}
