using Microsoft.Extensions.Logging;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Metrics;

[Collection(SharedScriptCluster.Name)]
public sealed class HistoryTests(ScriptCluster cluster)
{
    [Theory]
    [InlineData("1h", 60)]
    [InlineData("24h", 96)]
    [InlineData("7d", 42)]
    [InlineData("30d", 30)]
    public async Task A_history_of_a_context_and_of_its_module_adds_up_to_the_summary(string period, int steps)
    {
        var module = await cluster.HostedAsync($"history-{period}");
        await module.OperateAsync("folk", 3, quality: 0.5);
        cluster.Time.Advance(TimeSpan.FromMinutes(16));
        await module.OperateAsync("jazz", 2, quality: 1);
        await using (var failed = await module.BeginAsync<SceneConfig>("folk")) await failed.FailAsync(new InvalidOperationException("no"));

        var folk = await module.GetPerformanceHistoryAsync(period, "folk");
        AssertAddsUp(folk, await module.GetPerformanceMetricsAsync(period, "folk"), steps);
        Assert.Equal((4, 1, 3), (folk.Points.Sum(p => p.Operations), folk.Points.Sum(p => p.Failures), folk.Points.Sum(p => p.QualityCount)));
        Assert.NotNull(folk.Points.Last(p => p.Operations > 0).DurationP95Ms);

        // The catalog is told by a flush.
        cluster.PassFlushInterval();
        var whole = await Eventually.GetAsync(() => module.GetPerformanceHistoryAsync(period), history => history.Points.Sum(p => p.Operations) == 6, cluster.PassFlushInterval);
        AssertAddsUp(whole, await module.GetPerformanceMetricsAsync(period), steps);
        Assert.Equal((1, 5), (whole.Points.Sum(p => p.Failures), whole.Points.Sum(p => p.QualityCount)));
        Assert.All(whole.Points, point => Assert.Null(point.DurationP95Ms));
    }

    [Fact]
    public async Task Any_other_period_means_24_hours_and_is_warned_of_where_it_was_asked_for()
    {
        var module = await cluster.HostedAsync("odd-history");

        Assert.Equal("24h", (await module.GetPerformanceHistoryAsync("2h", "folk")).Period);
        Assert.Equal("24h", (await cluster.Cluster.Context("odd-history", "folk").GetHistoryAsync("1w")).Period);
        Assert.Equal("24h", (await cluster.Cluster.Grains.GetGrain<Contracts.IModuleGrain>("odd-history").GetHistoryAsync("1w")).Period);
        Assert.Equal(
            [1103, 1103, 3001],
            cluster.Log.Entries.Where(e => e.Level == LogLevel.Warning && e.Text.Contains("odd-history", StringComparison.Ordinal)).Select(e => e.Id).Order());
    }

    private static void AssertAddsUp(PerformanceHistory history, PerformanceSummary summary, int steps)
    {
        Assert.Equal((summary.Module, summary.Context, summary.Period, summary.From), (history.Module, history.Context, history.Period, history.Start));
        Assert.Equal(steps, history.Points.Length);
        Assert.True(history.Points[^1].Start <= history.End && history.End < history.Points[^1].Start + history.Step);
        Assert.Equal(summary.TotalOperations, history.Points.Sum(p => p.Operations));
        Assert.Equal(summary.StatusCounts[OperationStatus.Failure], history.Points.Sum(p => p.Failures));
        Assert.Equal(summary.QualityCount, history.Points.Sum(p => p.QualityCount));
        Assert.Equal(summary.AverageQuality!.Value, history.Points.Sum(p => p.MeanQuality * p.QualityCount ?? 0) / summary.QualityCount, 1e-9);
    }
}
