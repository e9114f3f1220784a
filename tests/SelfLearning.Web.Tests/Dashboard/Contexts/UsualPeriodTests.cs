using SelfLearning.Web.Dashboard.Contexts;

namespace SelfLearning.Web.Tests.Dashboard.Contexts;

public class UsualPeriodTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 7, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Start = new(2026, 4, 30, 12, 15, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    [Theory]
    [InlineData(0, MetricsPeriod.Hour)]
    [InlineData(4, MetricsPeriod.Hour)]
    [InlineData(5, MetricsPeriod.Day)]
    [InlineData(95, MetricsPeriod.Day)]
    public void A_context_that_has_worked_within_the_last_hour_alone_is_shown_by_the_minute(int stepsAgo, MetricsPeriod period) =>
        Assert.Equal(period, UsualPeriod.Of(Day([0, stepsAgo])));

    [Fact]
    public void A_context_that_has_done_nothing_is_shown_by_the_day() => Assert.Equal(MetricsPeriod.Day, UsualPeriod.Of(Day([])));

    private static PerformanceHistory Day(int[] busy) => new(
        "lyrics", "folk", "24h", Start, Now, Step,
        [.. Enumerable.Range(0, 96).Select(step => new PerformancePoint(Start + (step * Step), busy.Contains(95 - step) ? 3 : 0, 0, 0, null, null, null))]);
}
