using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests;

public sealed class WholeLoopTests
{
    [Fact]
    public async Task A_better_value_is_found_and_used_from_feedback_alone()
    {
        await using var cluster = await LearningCluster.StartAsync(
            modules => modules.AddModule<PoemModule>("poems"), silo => silo.Services.AddSingleton<PoemGate>());
        var poems = cluster.Client.GetModule<PoemRequest, Poem>("poems");
        for (var i = 0; i < 600; i++)
        {
            var result = await poems.ProcessAsync(new PoemRequest("folk"));
            var receipt = await poems.ApplyFeedbackAsync(
                result.Id, Feedback.FromQuality(result.Data.Text.StartsWith("hook", StringComparison.Ordinal) ? 0.9 : 0.3, time: cluster.Time));
            Assert.Equal(FeedbackReceipt.Accepted, receipt);
            if (i % 10 == 9) await poems.TriggerLearningCycleAsync(ContextKey.Parse("folk"));
        }

        var policy = await poems.GetPolicyAsync(ContextKey.Parse("folk"));
        Assert.Equal("hook-first", policy.Policy.Values.Single(v => v.ParameterName == "structure").Value);
        var adaptation = Assert.Single(await poems.GetAdaptationsAsync(ContextKey.Parse("folk")));
        Assert.True(adaptation.Applied);
        Assert.InRange(adaptation.Confidence, 0.7, 0.99);
        var summary = await poems.GetPerformanceMetricsAsync("1h", ContextKey.Parse("folk"));
        Assert.Equal(600, summary.TotalOperations);
        Assert.Equal(600, summary.QualityCount);
    }

    [Fact]
    public async Task Contexts_spread_over_two_silos_are_called_judged_and_summed_as_on_one()
    {
        await using var cluster = await LearningCluster.StartAsync(
            modules => modules.AddModule<PoemModule>("poems"), silo => silo.Services.AddSingleton<PoemGate>(), silos: 2);
        var poems = cluster.Client.GetModule<PoemRequest, Poem>("poems");
        var results = new List<ModuleResult<Poem>>();
        for (var i = 0; i < 60; i++) results.Add(await poems.ProcessAsync(new PoemRequest($"genre-{i % 20}")));

        var receipts = await poems.ApplyFeedbackAsync([.. results.Select(r => new ResultFeedback(r.Id, Feedback.FromQuality(0.5, time: cluster.Time)))]);

        Assert.All(receipts, receipt => Assert.Equal(FeedbackReceipt.Accepted, receipt));
        for (var i = 0; i < 20; i++) Assert.Equal(3, (await poems.TriggerLearningCycleAsync(ContextKey.Parse($"genre-{i}"))).Feedbacks);
        for (var i = 0; i < 20; i++) await cluster.DeactivateAsync("poems", $"genre-{i}");
        var summary = await poems.GetPerformanceMetricsAsync("1h");
        Assert.Equal((60, 60, 0.5), (summary.TotalOperations, summary.QualityCount, summary.AverageQuality!.Value));
        var contexts = new List<ContextInfo>();
        await foreach (var context in poems.GetContextsAsync()) contexts.Add(context);
        Assert.Equal(20, contexts.Count(context => context is { Operations: 3, Feedbacks: 3, QueuedFeedback: false }));
    }
}
