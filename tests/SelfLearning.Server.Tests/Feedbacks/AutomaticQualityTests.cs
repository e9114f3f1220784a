using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Feedbacks;

[Collection(SharedScriptCluster.Name)]
public sealed class AutomaticQualityTests(ScriptCluster cluster)
{
    [Fact]
    public async Task A_users_feedback_after_the_learned_automatic_quality_is_a_correction()
    {
        var result = await cluster.Scripted.ProcessAsync(new Script("learned", Quality: 0.5));
        Assert.Equal((1, 0.5), await QualityAsync("script", "learned"));
        await cluster.Scripted.TriggerLearningCycleAsync("learned");
        Assert.Equal((1, 0.5), await QualityAsync("script", "learned"));

        var receipt = await cluster.Scripted.ApplyFeedbackAsync(result.Id, Feedback.FromQuality(0.875, time: cluster.Time));
        await cluster.Scripted.TriggerLearningCycleAsync("learned");

        Assert.Equal(FeedbackReceipt.Corrected, receipt);
        Assert.Equal((1, 0.875), await QualityAsync("script", "learned"));
        Assert.Equal(1, (await cluster.Scripted.GetPolicyAsync("learned")).LearnedFeedbacks);
    }

    [Fact]
    public async Task A_users_feedback_beside_the_queued_automatic_quality_moves_the_one_quality()
    {
        var result = await cluster.Scripted.ProcessAsync(new Script("queued", Quality: 0.5));

        await cluster.Scripted.ApplyFeedbackAsync(result.Id, Feedback.FromQuality(0.25, time: cluster.Time));
        var report = await cluster.Scripted.TriggerLearningCycleAsync("queued");

        Assert.Equal(1, report.Feedbacks);
        Assert.Equal((1, 0.25), await QualityAsync("script", "queued"));
    }

    [Fact]
    public async Task Several_corrections_move_the_average_exactly()
    {
        var first = await cluster.Scripted.ProcessAsync(new Script("several", Quality: 0.5));
        var second = await cluster.Scripted.ProcessAsync(new Script("several", Quality: 1));
        await cluster.Scripted.TriggerLearningCycleAsync("several");
        foreach (var quality in new[] { 0.125, 0.75, 0.375 })
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            await cluster.Scripted.ApplyFeedbackAsync(first.Id, Feedback.FromQuality(quality, time: cluster.Time));
            await cluster.Scripted.TriggerLearningCycleAsync("several");
            Assert.Equal((2, (quality + 1) / 2), await QualityAsync("script", "several"));
        }

        await cluster.Scripted.ApplyFeedbackAsync(second.Id, Feedback.FromQuality(0.625, time: cluster.Time));
        await cluster.Scripted.TriggerLearningCycleAsync("several");
        Assert.Equal((2, 0.5), await QualityAsync("script", "several"));
    }

    [Theory]
    [InlineData("before-queued", false)]
    [InlineData("before-learned", true)]
    public async Task An_automatic_quality_that_comes_after_the_users_feedback_is_no_second_quality(string context, bool learn)
    {
        var module = await cluster.HostedAsync("judged-early");
        await using var operation = await module.BeginAsync<SceneConfig>(context);
        await module.ApplyFeedbackAsync(operation.Id, Feedback.FromQuality(0.25, time: cluster.Time));
        if (learn) await module.TriggerLearningCycleAsync(context);

        await operation.SucceedAsync(quality: 0.75);
        await module.TriggerLearningCycleAsync(context);

        Assert.Equal((1, 0.25), await QualityAsync("judged-early", context));
        Assert.Equal(1, (await module.GetPolicyAsync(context)).LearnedFeedbacks);
    }

    private async Task<(long Count, double? Average)> QualityAsync(string module, string context)
    {
        var summary = await cluster.Client.GetModule(module).GetPerformanceMetricsAsync("1h", context);
        return (summary.QualityCount, summary.AverageQuality);
    }
}
