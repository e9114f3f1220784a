using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Adaptations;

public sealed class LowQualityRuleTests(LowQualityRuleTests.RuleCluster cluster) : IClassFixture<LowQualityRuleTests.RuleCluster>
{
    [Fact]
    public async Task An_adaptation_below_the_threshold_is_not_applied_but_recorded_once_and_logged_as_a_warning()
    {
        var module = await cluster.HostedAsync("strict", new ModuleOptions { AdaptationThreshold = 0.8 });
        for (var cycle = 0; cycle < 3; cycle++)
        {
            await module.JudgedAsync(cluster.Cluster, "folk", 3, 0.25);
            await module.TriggerLearningCycleAsync("folk");
        }

        Assert.Equal("0.5", await module.ValueAsync("folk", "warmth"));
        var adaptation = Assert.Single(await module.GetAdaptationsAsync("folk"));
        Assert.Equal((AdaptationStatus.Rejected, "threshold", false), (adaptation.Status, adaptation.DecidedBy, adaptation.Applied));
        Assert.Equal(("0.5", "0.6", 0.75), (adaptation.OldValue, adaptation.NewValue, adaptation.Confidence));
        var entry = Assert.Single(cluster.Log.Entries, e => e.Id == 1200 && e.Text.Contains("Module strict", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, entry.Level);
        Assert.Contains("Rejected (confidence 0.75): Low quality scores (avg: 0.25)", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_default_threshold_low_scores_raise_the_parameter()
    {
        var module = await cluster.HostedAsync("default-threshold");
        await module.JudgedAsync(cluster.Cluster, "folk", 3, 0.25);

        var report = await module.TriggerLearningCycleAsync("folk");

        Assert.Equal("0.6", await module.ValueAsync("folk", "warmth"));
        var adaptation = Assert.Single(await module.GetAdaptationsAsync("folk"));
        Assert.Equal(adaptation, Assert.Single(report.Adaptations));
        Assert.Equal((AdaptationStatus.Applied, "learner", "Low quality scores (avg: 0.25)"), (adaptation.Status, adaptation.DecidedBy, adaptation.Reason));
        Assert.Equal((3, 3, 0.25, 0), (adaptation.MetricsBasis.Feedbacks, adaptation.MetricsBasis.OldCount, adaptation.MetricsBasis.OldMean, adaptation.MetricsBasis.NewCount));
        await using var next = await module.BeginAsync<SceneConfig>("folk");
        Assert.Equal(0.6, next.Config.Warmth);
        var entry = Assert.Single(cluster.Log.Entries, e => e.Id == 1200 && e.Text.Contains("Module default-threshold", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Information, entry.Level);
        Assert.Contains("of warmth from '0.5' to '0.6' is Applied (confidence 0.75): Low quality scores (avg: 0.25)", entry.Text, StringComparison.Ordinal);
    }

    public sealed class RuleCluster : ScriptCluster
    {
        protected override void Configure(IServiceCollection services) => services.AddSingleton<IAdaptationStrategy, LowQualityRule>();
    }
}
