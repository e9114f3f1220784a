using Microsoft.Extensions.Logging;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Adaptations;

[Collection(SharedSteeredCluster.Name)]
public sealed class FailingStrategyTests(SteeredCluster cluster) : IDisposable
{
    public void Dispose() => cluster.Strategy.Fails = false;

    [Fact]
    public async Task A_strategy_that_throws_loses_nothing_and_learns_all_once_when_it_works_again()
    {
        var ids = new List<ResultFeedback>();
        for (var i = 0; i < 12; i++)
        {
            var result = await cluster.Scripted.ProcessAsync(new Script("singing"));
            ids.Add(new ResultFeedback(result.Id, Feedback.FromQuality(i % 2 == 0 ? 0.25 : 0.75, time: cluster.Time)));
        }

        cluster.Strategy.Fails = true;
        var receipts = await cluster.Scripted.ApplyFeedbackAsync(ids);
        await Eventually.HoldsAsync(() => Failures("singing") == 1, "the cycle failed");

        Assert.All(receipts, receipt => Assert.Equal(FeedbackReceipt.Accepted, receipt));
        var view = await cluster.Scripted.GetPolicyAsync("singing");
        Assert.Equal((12, 0, 0), (view.QueuedFeedbacks, view.LearnedFeedbacks, view.LearningCycles));
        Assert.Equal(OperationStatus.Success, (await cluster.Scripted.ProcessAsync(new Script("singing"))).Status);
        var asked = cluster.Strategy.Asked;
        Assert.Equal(FeedbackReceipt.Duplicate, await cluster.Scripted.ApplyFeedbackAsync(ids[0].ResultId, ids[0].Feedback));
        Assert.Equal(asked, cluster.Strategy.Asked);

        cluster.Time.Advance(new ModuleOptions().LearningInterval);
        await Eventually.HoldsAsync(() => Failures("singing") == 2, "the interval tried again");
        cluster.Strategy.Fails = false;
        cluster.Time.Advance(new ModuleOptions().LearningInterval);

        view = await cluster.Scripted.PolicyWhenAsync("singing", p => p.LearnedFeedbacks > 0);
        Assert.Equal((0, 12, 1), (view.QueuedFeedbacks, view.LearnedFeedbacks, view.LearningCycles));
        Assert.Equal((12, 0.5), view.Estimates.Where(e => e.ParameterName == "length").Select(e => (e.Count, e.Mean!.Value)).Single());
        // The metrics count what is on storage, which the write of the cycle sees to.
        var summary = await Eventually.GetAsync(() => cluster.Scripted.GetPerformanceMetricsAsync("1h", "singing"), found => found.QualityCount > 0);
        Assert.Equal((12, 0.5), (summary.QualityCount, summary.AverageQuality));
    }

    [Fact]
    public async Task A_cycle_on_request_says_what_failed_and_the_next_ten_start_one_again()
    {
        var module = await cluster.HostedAsync("on-request");
        cluster.Strategy.Fails = true;
        await module.JudgedAsync(cluster.Cluster, "folk", 12, 0.5);
        await Eventually.HoldsAsync(() => Failures("on-request") == 1, "the cycle failed");

        var error = await Assert.ThrowsAsync<AdaptationException>(() => module.TriggerLearningCycleAsync("folk"));
        Assert.Contains("out of ideas", error.Message, StringComparison.Ordinal);
        Assert.Equal(12, (await module.GetPolicyAsync("folk")).QueuedFeedbacks);
        Assert.Equal(2, Failures("on-request"));

        cluster.Strategy.Fails = false;
        Assert.Equal(12, (await module.TriggerLearningCycleAsync("folk")).Feedbacks);
        await module.JudgedAsync(cluster.Cluster, "folk", 10, 0.5);

        Assert.Equal(22, (await module.PolicyWhenAsync("folk", p => p.LearnedFeedbacks == 22)).LearnedFeedbacks);
    }

    private int Failures(string name) => cluster.Log.Entries.Count(
        e => e.Level == LogLevel.Error && e.Id == 1201 && e.Text.Contains(name, StringComparison.Ordinal) && e.Text.Contains("out of ideas", StringComparison.Ordinal));
}
