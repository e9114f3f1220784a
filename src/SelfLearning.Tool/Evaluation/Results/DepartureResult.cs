using SelfLearning.Tool.Evaluation.Runs;

namespace SelfLearning.Tool.Evaluation.Results;

/// <summary>How the runs of a learner left what turned bad.</summary>
/// <param name="Median">
/// The median of the calls from the turn until the value was left, over the runs that had it in use; <c>null</c> when half of them never left it, or
/// none had it.
/// </param>
/// <param name="Ninety">The same at 90 %.</param>
/// <param name="EndsAtBest">The share of runs that end with the value that is best at the end.</param>
internal sealed record DepartureResult(double? Median, double? Ninety, double EndsAtBest)
{
    /// <summary>Sums up; <c>null</c> without departures.</summary>
    public static DepartureResult? Of(IReadOnlyList<Departure> departures)
    {
        if (departures.Count == 0) return null;
        var calls = departures.Where(d => d.WasThere).Select(d => (double?)d.Calls).ToList();
        return new DepartureResult(Quantile.Of(calls, 0.5), Quantile.Of(calls, 0.9), (double)departures.Count(d => d.EndsAtBest) / departures.Count);
    }
}
