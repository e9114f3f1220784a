namespace SelfLearning.Learning.Tests.Metrics;

/// <summary>A metrics window that keeps every event and counts anew for every question: what the real one must equal.</summary>
public sealed class NaiveWindow(IReadOnlyList<MetricsEvent> events)
{
    public void AssertEquals(PerformanceSummary summary, MetricsPeriod period, DateTimeOffset now)
    {
        var (minutes, kept, asked) = period switch
        {
            MetricsPeriod.Hour => (1, 60, 60),
            MetricsPeriod.Day => (15, 96, 96),
            MetricsPeriod.Week => (240, 180, 42),
            _ => (240, 180, 180),
        };
        long BucketOf(DateTimeOffset time) => time.UtcTicks / (minutes * TimeSpan.TicksPerMinute);

        var newest = events.SelectMany(e => new[] { e.Time, e.Now }).Select(BucketOf).DefaultIfEmpty().Max();
        var (first, last) = (BucketOf(now) - asked + 1, BucketOf(now));
        var counted = events.Where(e => BucketOf(e.Time) > newest - kept && BucketOf(e.Time) >= first && BucketOf(e.Time) <= last).ToList();
        var operations = counted.Where(e => !e.IsMove).ToList();

        Assert.Equal(period.ToText(), summary.Period);
        Assert.Equal(now, summary.To);
        Assert.Equal(first * minutes * TimeSpan.TicksPerMinute, summary.From.UtcTicks);
        Assert.Equal(operations.Count, summary.TotalOperations);
        Assert.Equal(operations.GroupBy(e => e.Operation).ToDictionary(g => g.Key, g => g.LongCount()).OrderBy(p => p.Key), summary.OperationCounts.OrderBy(p => p.Key));
        foreach (var status in Enum.GetValues<OperationStatus>())
        {
            Assert.Equal(operations.Count(e => e.Status == status), summary.StatusCounts[status]);
        }

        var successes = operations.Count(e => e.Status == OperationStatus.Success);
        Close(operations.Count == 0 ? 0 : 100.0 * successes / operations.Count, summary.SuccessRate, 1e-12);
        var average = operations.Count == 0 ? 0 : operations.Average(e => e.DurationMs);
        Assert.True(Math.Abs(average - summary.AverageDurationMs) <= 1e-6 + (1e-12 * average), $"{average} {summary.AverageDurationMs}");
        AssertQuality(counted, summary);
        var durations = operations.Select(e => e.DurationMs).Order().ToArray();
        AssertQuantile(durations, 0.50, summary.DurationP50Ms);
        AssertQuantile(durations, 0.95, summary.DurationP95Ms);
        AssertQuantile(durations, 0.99, summary.DurationP99Ms);
    }

    /// <summary>The percentile is within 5 percent of the exact one at the nearest rank.</summary>
    public static void AssertQuantile(double[] sorted, double share, double actual)
    {
        var exact = sorted.Length == 0 ? 0 : sorted[Math.Max(1, (int)Math.Ceiling(share * sorted.Length)) - 1];
        Assert.True(Math.Abs(actual - exact) <= 0.05 * exact, $"P{100 * share} of {sorted.Length} is {exact}, the summary says {actual}.");
    }

    private static void AssertQuality(List<MetricsEvent> counted, PerformanceSummary summary)
    {
        var recorded = counted.Where(e => !e.IsMove && e.Quality is not null).Select(e => e.Quality!.Value).ToList();
        var moved = counted.Where(e => e.IsMove).ToList();
        var count = recorded.Count + moved.Sum(e => e.Count);
        var sum = recorded.Sum() + moved.Sum(e => e.Sum);
        var squareSum = recorded.Sum(q => q * q) + moved.Sum(e => e.Sum / 2);
        Assert.Equal(count, summary.QualityCount);
        if (count == 0) Assert.Null(summary.AverageQuality);
        else Close(Math.Clamp(sum / count, 0, 1), summary.AverageQuality!.Value, 2e-12);
        var variance = count < 2 ? 0 : Math.Max(0, squareSum - (sum * sum / count)) / (count - 1);
        Close(variance, summary.QualityDeviation * summary.QualityDeviation, 1e-11);
    }

    private static void Close(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"Expected {expected}, got {actual}.");
}
