using SelfLearning.Faults.Injection;

namespace SelfLearning.Faults.Reporting;

/// <summary>How long faults of one kind kept calls from being answered, in seconds.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Times">How often there was one.</param>
/// <param name="Median">The median of the longest time that a context answered no call.</param>
/// <param name="Max">The maximum.</param>
/// <param name="FeedbackMedian">The same for feedback.</param>
/// <param name="FeedbackMax">The same for feedback.</param>
internal sealed record KindTotals(string Kind, int Times, double Median, double Max, double FeedbackMedian, double FeedbackMax)
{
    public static KindTotals Of(IGrouping<string, FaultRecord> faults)
    {
        var calls = Sorted(faults.Select(fault => fault.Unavailable));
        var feedback = Sorted(faults.Select(fault => fault.FeedbackUnavailable));
        return new KindTotals(faults.Key, calls.Length, MedianOf(calls), calls[^1], MedianOf(feedback), feedback[^1]);
    }

    private static double[] Sorted(IEnumerable<TimeSpan> times) => [.. times.Select(time => Math.Round(time.TotalSeconds, 1)).Order()];

    private static double MedianOf(double[] sorted) => Math.Round((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, 2);
}
