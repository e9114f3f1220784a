using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>Turns what was counted into the steps of a chart.</summary>
public static class MetricsHistory
{
    private const double NanosecondsPerMs = 1e6;
    private const double P95 = 0.95;

    /// <summary>
    /// Adds up histories of the same period at the same time, of different contexts. Percentiles do not add up: those of the sum are <c>null</c>.
    /// </summary>
    /// <param name="histories">At least one.</param>
    /// <param name="context">The context key the sum names; <c>null</c> for a whole module.</param>
    /// <exception cref="ArgumentException">There is none, or they are of different periods or times.</exception>
    public static PerformanceHistory Sum(IReadOnlyList<PerformanceHistory> histories, string? context)
    {
        ArgumentNullException.ThrowIfNull(histories);
        if (histories.Count == 0) throw new ArgumentException("There is no history to add up.", nameof(histories));
        var first = histories[0];
        foreach (var other in histories)
        {
            if (other.Period != first.Period || other.Start != first.Start)
                throw new ArgumentException($"A history of {other.Period} from {other.Start:O} cannot be added to one of {first.Period} from {first.Start:O}.", nameof(histories));
        }

        return first with
        {
            Context = context,
            Points = [.. first.Points.Select((point, place) => Sum(point.Start, [.. histories.Select(history => history.Points[place])]))],
        };
    }

    /// <summary>The history of a period from the buckets of its tier.</summary>
    internal static PerformanceHistory Of(
        MetricsTier tier, long first, long last, string module, string? context, MetricsPeriod period, DateTimeOffset now)
    {
        var length = BucketsOfStep(period);
        var points = ImmutableArray.CreateBuilder<PerformancePoint>((int)((last - first) / length) + 1);
        for (var number = first; number <= last; number += length)
            points.Add(PointOf(tier, number, Math.Min(number + length - 1, last)));
        return new PerformanceHistory(
            module, context, period.ToText(), TimeOf(tier, first), now.ToUniversalTime(), TimeSpan.FromMinutes(length * tier.Minutes), points.DrainToImmutable());
    }

    // By what the buckets of the period allow; for 30 days what is usual in a day, such as fewer calls at night, shall not look like a trend.
    private static int BucketsOfStep(MetricsPeriod period) => period == MetricsPeriod.Month ? 6 : 1;

    private static PerformancePoint PointOf(MetricsTier tier, long first, long last)
    {
        var sum = tier.Sum(first, last);
        var total = sum.Total;
        return new PerformancePoint(
            TimeOf(tier, first), total, sum.CountOf(OperationStatus.Failure), sum.Quality.Count, sum.Quality.Mean(),
            total == 0 ? null : (double)sum.DurationSum / NanosecondsPerMs / total,
            total == 0 ? null : sum.Durations.Quantile(P95, total));
    }

    private static PerformancePoint Sum(DateTimeOffset start, PerformancePoint[] points)
    {
        var (operations, qualities) = (points.Sum(point => point.Operations), points.Sum(point => point.QualityCount));
        return new PerformancePoint(
            start, operations, points.Sum(point => point.Failures), qualities,
            qualities == 0 ? null : points.Sum(point => point.MeanQuality * point.QualityCount ?? 0) / qualities,
            operations == 0 ? null : points.Sum(point => point.MeanDurationMs * point.Operations ?? 0) / operations,
            null);
    }

    private static DateTimeOffset TimeOf(MetricsTier tier, long number) => new(number * tier.Minutes * TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
