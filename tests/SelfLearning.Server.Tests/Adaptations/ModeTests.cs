using Microsoft.Extensions.Configuration;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Adaptations;

/// <summary>With the default strategy: an option must hold back what would otherwise happen.</summary>
public sealed class ModeTests(ModeTests.TryingCluster cluster) : IClassFixture<ModeTests.TryingCluster>
{
    public static TheoryData<string, ModuleOptions> Quiet => new()
    {
        { "adaptation-disabled", new ModuleOptions { EnableAdaptation = false } },
        { "mode-off", new ModuleOptions { LearningMode = LearningMode.Off } },
    };

    [Theory]
    [MemberData(nameof(Quiet))]
    public async Task Off_never_tries_or_changes_a_value_and_keeps_metrics_and_feedback(string name, ModuleOptions options)
    {
        var module = await cluster.HostedAsync(name, options);
        for (var i = 0; i < 150; i++)
        {
            string id;
            await using (var operation = await module.BeginAsync<SceneConfig>("folk"))
            {
                Assert.Equal(("short", 0.5), (operation.Config.Length, operation.Config.Warmth));
                await operation.SucceedAsync();
                id = operation.Id;
            }

            Assert.Equal(FeedbackReceipt.Accepted, await module.ApplyFeedbackAsync(id, Feedback.FromQuality(i % 2, time: cluster.Time)));
        }

        await module.TriggerLearningCycleAsync("folk");
        var policy = await module.PolicyWhenAsync("folk", p => p.LearnedFeedbacks == 150);
        Assert.Empty(policy.Policy.Candidates);
        Assert.Equal(0, policy.Policy.TrialShare);
        Assert.Empty(await module.GetAdaptationsAsync("folk"));
        Assert.Equal(150, policy.LearnedFeedbacks);
        Assert.Equal((150, 0.5), policy.Estimates.Where(e => e.ParameterName == "length").Select(e => (e.Count, e.Mean!.Value)).Single());
        var summary = await module.GetPerformanceMetricsAsync("1h", "folk");
        Assert.Equal((150, 150, 0.5), (summary.TotalOperations, summary.QualityCount, summary.AverageQuality));
    }

    [Fact]
    public async Task A_module_in_the_silo_that_is_off_serves_its_defaults_only()
    {
        for (var i = 0; i < 60; i++)
        {
            var result = await cluster.Scripted.ProcessAsync(new Script("folk", Quality: i % 2));
            Assert.Equal(("short/0.5", false), (result.Data.Text, result.AdaptationApplied));
        }

        Assert.Equal(60, (await cluster.Scripted.GetPerformanceMetricsAsync("1h", "folk")).QualityCount);
    }

    [Fact]
    public async Task Switching_off_ends_the_trials_that_were_running_and_switching_on_begins_them_anew()
    {
        var module = await cluster.HostedAsync("switched", new ModuleOptions());
        await module.OperateAsync("folk");
        Assert.NotEmpty((await module.GetPolicyAsync("folk")).Policy.Candidates);

        var (options, etag) = await module.GetOptionsAsync();
        etag = (await module.SetOptionsAsync(options with { EnableAdaptation = false }, etag)).ETag;
        Assert.Empty((await module.GetPolicyAsync("folk")).Policy.Candidates);
        await module.SetOptionsAsync(options, etag);

        Assert.NotEmpty((await module.GetPolicyAsync("folk")).Policy.Candidates);
    }

    [Fact]
    public async Task What_is_learned_is_used_only_in_its_own_context()
    {
        var module = await cluster.HostedAsync("apart", new ModuleOptions { ExplorationRate = 0.5 });
        for (var i = 0; i < 30; i++)
        {
            var ids = new List<ResultFeedback>();
            for (var j = 0; j < 10; j++)
            {
                await using var operation = await module.BeginAsync<SceneConfig>("folk");
                await operation.SucceedAsync();
                ids.Add(new ResultFeedback(operation.Id, Feedback.FromQuality(operation.Config.Length == "long" ? 0.9 : 0.1, time: cluster.Time)));
            }

            await module.ApplyFeedbackAsync(ids);
            await module.TriggerLearningCycleAsync("folk");
        }

        await module.OperateAsync("jazz");
        Assert.Equal(("long", "short"), (await module.ValueAsync("folk", "length"), await module.ValueAsync("jazz", "length")));
        var estimate = (await module.GetPolicyAsync("folk")).Estimates.Single(e => e.ParameterName == "length" && e.InUse);
        Assert.Equal("long", estimate.Value);
        Assert.Equal(0.9, estimate.Mean!.Value, 1e-9);
        Assert.Null(estimate.Confidence);
    }

    [Fact]
    public async Task Estimates_tell_shares_counts_means_and_confidence_of_every_value_on_trial()
    {
        var module = await cluster.HostedAsync("estimates", new ModuleOptions());
        await module.JudgedAsync(cluster.Cluster, "folk", 9, 0.5);
        await module.TriggerLearningCycleAsync("folk");

        var view = await module.GetPolicyAsync("folk");

        Assert.Equal(("folk", 9, 0, 1), (view.Context, view.LearnedFeedbacks, view.QueuedFeedbacks, view.LearningCycles));
        foreach (var parameter in new[] { "warmth", "length" })
        {
            var inUse = Assert.Single(view.Estimates, e => e.ParameterName == parameter && e.InUse);
            Assert.Equal((1 - view.Policy.TrialShare, null), (inUse.Share, inUse.Confidence));
        }

        Assert.Equal(9, view.Estimates.Where(e => e.ParameterName == "warmth" || !e.InUse).Sum(e => e.Count));
        var trials = view.Estimates.Where(e => !e.InUse && e.Share > 0).ToList();
        Assert.Equal(view.Policy.Candidates.Select(c => (c.ParameterName, c.Value, c.Share)).Order(), trials.Select(e => (e.ParameterName, e.Value, e.Share)).Order());
        Assert.All(trials, e => Assert.InRange(e.Confidence!.Value, 0, 0.99));
        Assert.All(view.Estimates.Where(e => e.Count > 0), e => Assert.Equal(0.5, e.Mean));
    }

    public sealed class TryingCluster : ScriptCluster
    {
        protected override IConfiguration Settings =>
            new ConfigurationBuilder().AddInMemoryCollection([new("EnableAdaptation", "false"), new("ExplorationRate", "0.5")]).Build();
    }
}
