using Microsoft.Extensions.Logging;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Metrics;

[Collection(SharedScriptCluster.Name)]
public sealed class SummaryTests(ScriptCluster cluster)
{
    [Fact]
    public async Task A_summary_without_operations_has_zero_rates()
    {
        var module = await cluster.HostedAsync("idle");
        foreach (var summary in new[] { await module.GetPerformanceMetricsAsync("7d"), await module.GetPerformanceMetricsAsync("7d", "folk") })
        {
            Assert.Equal((0, 0.0, 0.0, 0), (summary.TotalOperations, summary.SuccessRate, summary.AverageDurationMs, summary.QualityCount));
            Assert.Equal((0.0, 0.0, 0.0), (summary.DurationP50Ms, summary.DurationP95Ms, summary.DurationP99Ms));
            Assert.Null(summary.AverageQuality);
            Assert.Empty(summary.OperationCounts);
            Assert.All(summary.StatusCounts.Values, count => Assert.Equal(0, count));
            Assert.Equal("7d", summary.Period);
        }
    }

    [Fact]
    public async Task Rates_counts_durations_and_quality_are_those_of_the_operations()
    {
        var module = await cluster.HostedAsync("rates");
        for (var i = 0; i < 4; i++)
        {
            await using var operation = await module.BeginAsync<SceneConfig>("folk");
            operation.Name = i == 0 ? "draft" : "final";
            cluster.Time.Advance(TimeSpan.FromMilliseconds(100 * (i + 1)));
            if (i == 3) await operation.FailAsync(new InvalidOperationException("no"));
            else await operation.SucceedAsync(0.25 * (i + 1));
        }

        var summary = await module.GetPerformanceMetricsAsync("1h", "folk");

        Assert.Equal(("rates", "folk", "1h"), (summary.Module, summary.Context, summary.Period));
        Assert.Equal((4, 75.0, 250.0), (summary.TotalOperations, summary.SuccessRate, summary.AverageDurationMs));
        Assert.Equal((1, 3), (summary.OperationCounts["draft"], summary.OperationCounts["final"]));
        Assert.Equal((3, 1), (summary.StatusCounts[OperationStatus.Success], summary.StatusCounts[OperationStatus.Failure]));
        Assert.Equal((3, 0.5), (summary.QualityCount, summary.AverageQuality));
        Assert.InRange(summary.DurationP99Ms, 380, 420);
    }

    [Fact]
    public async Task An_operation_leaves_each_period_at_the_border_of_its_bucket()
    {
        var module = await cluster.HostedAsync("borders");
        // The longest buckets have 4 hours; on the border of one all others are on theirs.
        cluster.Time.SetUtcNow(RoundUp(cluster.Time.GetUtcNow(), TimeSpan.FromHours(4)));
        await module.OperateAsync("folk");
        var started = cluster.Time.GetUtcNow();
        (string Period, TimeSpan Until)[] borders =
        [
            ("1h", TimeSpan.FromMinutes(60)), ("24h", TimeSpan.FromHours(24)), ("7d", TimeSpan.FromDays(7)), ("30d", TimeSpan.FromDays(30)),
        ];

        foreach (var (period, until) in borders)
        {
            cluster.Time.SetUtcNow(started + until - TimeSpan.FromSeconds(1));
            Assert.Equal(1, (await module.GetPerformanceMetricsAsync(period, "folk")).TotalOperations);
            cluster.Time.SetUtcNow(started + until);
            var gone = await module.GetPerformanceMetricsAsync(period, "folk");
            Assert.Equal((period, 0, 0.0), (gone.Period, gone.TotalOperations, gone.SuccessRate));
            Assert.Equal(cluster.Time.GetUtcNow(), gone.To);
        }
    }

    [Theory]
    [InlineData("2h", "folk")]
    [InlineData("2h", null)]
    [InlineData("24H", "folk")]
    [InlineData("", "folk")]
    public async Task Any_other_period_logs_a_warning_and_means_24_hours(string period, string? context)
    {
        var module = await cluster.HostedAsync("periods");
        var before = Warnings(period);

        var summary = await module.GetPerformanceMetricsAsync(period, context is null ? null : ContextKey.Parse(context));

        Assert.Equal("24h", summary.Period);
        Assert.Equal(TimeSpan.FromHours(24), RoundUp(summary.To, TimeSpan.FromMinutes(15)) - summary.From);
        Assert.Equal(before + 1, Warnings(period));
    }

    [Fact]
    public async Task A_silo_that_is_asked_for_another_period_warns_too()
    {
        await cluster.HostedAsync("raw-period");

        var ofContext = await cluster.Cluster.Context("raw-period", "folk").GetSummaryAsync("1w");
        var ofModule = await cluster.Cluster.Grains.GetGrain<Contracts.IModuleGrain>("raw-period").GetSummaryAsync("1w");

        Assert.Equal(("24h", "24h"), (ofContext.Period, ofModule.Period));
        Assert.Equal(2, cluster.Log.Entries.Count(e => e.Id == 1103 && e.Text.Contains("raw-period: the period '1w'", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_summary_of_a_module_is_the_sum_of_its_contexts()
    {
        var module = await cluster.HostedAsync("sum");
        string[] contexts = ["folk", "jazz", "punk", "soul", "waltz"];
        for (var i = 0; i < contexts.Length; i++)
        {
            await module.OperateAsync(contexts[i], i + 1, quality: 0.125 * (i + 1));
            await using var failed = await module.BeginAsync<SceneConfig>(contexts[i]);
            cluster.Time.Advance(TimeSpan.FromMilliseconds(10));
            await failed.FailAsync(new InvalidOperationException("no"));
        }

        var whole = await FlushedAsync(module, summary => summary.TotalOperations == 20);

        Assert.Equal((20, 75.0, 15), (whole.TotalOperations, whole.SuccessRate, whole.QualityCount));
        Assert.Equal((null, 2.5), (whole.Context, whole.AverageDurationMs));
        var parts = await Task.WhenAll(contexts.Select(context => module.GetPerformanceMetricsAsync("1h", context)));
        Assert.Equal(parts.Sum(p => p.AverageQuality!.Value * p.QualityCount) / 15, whole.AverageQuality!.Value, 1e-9);

        // A second flush adds what is new and nothing twice; a learned correction moves the module's mean too.
        var id = (await module.OperateAsync("folk", quality: 1))[0];
        await module.ApplyFeedbackAsync(id, Feedback.FromQuality(0, time: cluster.Time));
        await module.TriggerLearningCycleAsync("folk");
        whole = await FlushedAsync(module, summary => summary.TotalOperations == 21 && summary.QualityCount == 16);
        parts = await Task.WhenAll(contexts.Select(context => module.GetPerformanceMetricsAsync("1h", context)));
        Assert.Equal((21, 16), (whole.TotalOperations, whole.QualityCount));
        Assert.Equal(parts.Sum(p => p.AverageQuality!.Value * p.QualityCount) / 16, whole.AverageQuality!.Value, 1e-9);
    }

    private async Task<PerformanceSummary> FlushedAsync(IModuleClient module, Func<PerformanceSummary, bool> wanted)
    {
        // A question sends what waits in this host.
        await module.GetPerformanceMetricsAsync("1h");
        cluster.PassFlushInterval();
        return await Eventually.GetAsync(() => module.GetPerformanceMetricsAsync("1h"), wanted, cluster.PassFlushInterval);
    }

    private static DateTimeOffset RoundUp(DateTimeOffset time, TimeSpan unit) =>
        new((time.UtcTicks / unit.Ticks * unit.Ticks) + (time.UtcTicks % unit.Ticks == 0 ? 0 : unit.Ticks), TimeSpan.Zero);

    private int Warnings(string period) => cluster.Log.Entries.Count(
        e => e.Level == LogLevel.Warning && e.Id == 3001 && e.Text.Contains($"periods: '{period}'", StringComparison.Ordinal));
}
