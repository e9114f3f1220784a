using FsCheck.Xunit;

namespace SelfLearning.Learning.Tests.Metrics;

[Properties(Arbitrary = [typeof(MetricsEvents)], MaxTest = 200, Replay = "(20260301,2718281829)", EndSize = 60)]
public sealed class MetricsHistoryTests
{
    private static readonly MetricsPeriod[] Periods = Enum.GetValues<MetricsPeriod>();

    [Theory]
    [InlineData(MetricsPeriod.Hour, 60, 1)]
    [InlineData(MetricsPeriod.Day, 96, 15)]
    [InlineData(MetricsPeriod.Week, 42, 4 * 60)]
    [InlineData(MetricsPeriod.Month, 30, 24 * 60)]
    public void A_history_has_all_steps_of_its_period_without_gaps(MetricsPeriod period, int steps, int minutes)
    {
        var now = MetricsEvents.Center.ToOffset(TimeSpan.FromHours(2));
        var history = new MetricsWindow().History("m", "c", period, now);

        Assert.Equal(("m", "c", period.ToText(), TimeSpan.FromMinutes(minutes)), (history.Module, history.Context, history.Period, history.Step));
        Assert.Equal(Enumerable.Range(0, steps).Select(i => new PerformancePoint(history.Start + (i * history.Step), 0, 0, 0, null, null, null)), history.Points);
        Assert.True(history.Points[^1].Start <= now && now < history.Points[^1].Start + history.Step);
        Assert.Equal((now, TimeSpan.Zero), (history.End, history.End.Offset));
    }

    [Fact]
    public void A_step_says_what_fell_into_it()
    {
        var noon = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var window = new MetricsWindow();
        window.Record(noon.AddMinutes(14), "run", OperationStatus.Success, 100, 0.5);
        window.Record(noon.AddMinutes(15), "run", OperationStatus.Success, 100, 0.4);
        window.Record(noon.AddMinutes(20), "run", OperationStatus.Failure, 300, null);
        window.Record(noon.AddMinutes(29), "run", OperationStatus.Partial, 200, 0.8);
        window.Record(noon.AddMinutes(31), "run", OperationStatus.Failure, 7, null);

        var points = window.History("m", "c", MetricsPeriod.Day, noon.AddMinutes(40)).Points;

        var point = points[^2];
        Assert.Equal((noon.AddMinutes(15), 3, 1, 2), (point.Start, point.Operations, point.Failures, point.QualityCount));
        Assert.Equal((0.6, 200), (point.MeanQuality!.Value, point.MeanDurationMs!.Value), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 && a.Item2 == b.Item2);
        Assert.InRange(point.DurationP95Ms!.Value, 285, 315);
        Assert.Equal((1, 1, 0, null), (points[^1].Operations, points[^1].Failures, points[^1].QualityCount, points[^1].MeanQuality));
        Assert.Equal((1, 0.5), (points[^3].Operations, points[^3].MeanQuality));
        Assert.All(points[..^3], empty => Assert.Equal((0, null), (empty.Operations, empty.MeanDurationMs)));
    }

    [Property]
    public void The_steps_add_up_to_the_summary_of_the_same_period(MetricsEvent[] events, DateTimeOffset now)
    {
        var window = MetricsEvent.Window(events.Select(Whole));
        foreach (var period in Periods) AssertAddsUp(window.History("m", "c", period, now), window.Summarise("m", "c", period, now));
    }

    [Property]
    public void Histories_of_contexts_add_up_to_that_of_all_their_operations(MetricsEvent[] events, DateTimeOffset now, int parts)
    {
        var count = 1 + Math.Abs(parts % 5);
        // Of what is older than its buckets a window may know nothing any more, whoever asks for it.
        foreach (var each in events) now = new[] { now, each.Time, each.Now }.Max();
        var whole = MetricsEvent.Window(events.Select(Whole));
        var windows = Enumerable.Range(0, count).Select(part => MetricsEvent.Window(events.Where((_, i) => i % count == part).Select(Whole))).ToList();
        foreach (var period in Periods)
        {
            var sum = MetricsHistory.Sum([.. windows.Select(window => window.History("m", "c", period, now))], null);
            Assert.Null(sum.Context);
            Assert.All(sum.Points, point => Assert.Null(point.DurationP95Ms));
            AssertAddsUp(sum, whole.Summarise("m", null, period, now));
        }
    }

    [Fact]
    public void Only_histories_of_one_period_and_time_add_up()
    {
        var (window, now) = (new MetricsWindow(), MetricsEvents.Center);
        var hour = window.History("m", "c", MetricsPeriod.Hour, now);

        Assert.Throws<ArgumentException>(() => MetricsHistory.Sum([], null));
        Assert.Throws<ArgumentException>(() => MetricsHistory.Sum([hour, window.History("m", "c", MetricsPeriod.Day, now)], null));
        Assert.Throws<ArgumentException>(() => MetricsHistory.Sum([hour, window.History("m", "c", MetricsPeriod.Hour, now.AddMinutes(1))], null));
    }

    // Quality as decisions have it: a correction belongs to one that has a first quality in the same step.
    private static MetricsEvent Whole(MetricsEvent each) => each.IsMove ? each with { Sum = Math.Clamp(each.Sum, 0, each.Count) } : each;

    private static void AssertAddsUp(PerformanceHistory history, PerformanceSummary summary)
    {
        Assert.Equal((summary.Period, summary.From, summary.To), (history.Period, history.Start, history.End));
        Assert.Equal(summary.TotalOperations, history.Points.Sum(point => point.Operations));
        Assert.Equal(summary.StatusCounts[OperationStatus.Failure], history.Points.Sum(point => point.Failures));
        Assert.Equal(summary.QualityCount, history.Points.Sum(point => point.QualityCount));
        var quality = history.Points.Sum(point => point.MeanQuality * point.QualityCount ?? 0);
        Assert.Equal((summary.AverageQuality ?? 0) * summary.QualityCount, quality, 9);
        var duration = history.Points.Sum(point => point.MeanDurationMs * point.Operations ?? 0);
        var expected = summary.AverageDurationMs * summary.TotalOperations;
        Assert.True(Math.Abs(expected - duration) <= 1e-9 + (1e-12 * expected), $"{expected} {duration}");
        Assert.All(history.Points, point => Assert.Equal((point.QualityCount == 0, point.Operations == 0), (point.MeanQuality is null, point.MeanDurationMs is null)));
    }
}
