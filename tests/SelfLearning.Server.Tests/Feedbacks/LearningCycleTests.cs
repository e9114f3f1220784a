using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Feedbacks;

[Collection(SharedSteeredCluster.Name)]
public sealed class LearningCycleTests(SteeredCluster cluster)
{
    private static readonly TimeSpan Interval = new ModuleOptions().LearningInterval;

    [Fact]
    public async Task Ten_queued_feedbacks_start_a_cycle_without_any_timer()
    {
        var module = await cluster.HostedAsync("ten");
        await module.JudgedAsync(cluster.Cluster, "folk", 9, 0.5);
        Assert.Equal((9, 0), await StateAsync(module));

        await module.JudgedAsync(cluster.Cluster, "folk", 1, 0.5);

        var policy = await module.PolicyWhenAsync("folk", p => p.LearnedFeedbacks == 10);
        Assert.Equal((0, 10, 1), (policy.QueuedFeedbacks, policy.LearnedFeedbacks, policy.LearningCycles));
    }

    [Fact]
    public async Task A_cycle_takes_at_most_100_and_the_rest_is_learned_next()
    {
        var module = await cluster.HostedAsync("hundred");

        await module.JudgedAsync(cluster.Cluster, "folk", 205, 0.5);

        // The last 5 are fewer than 10: they wait for the interval.
        var policy = await module.PolicyWhenAsync("folk", p => p.LearnedFeedbacks == 200);
        Assert.Equal((5, 200, 2), (policy.QueuedFeedbacks, policy.LearnedFeedbacks, policy.LearningCycles));
    }

    [Fact]
    public async Task A_cycle_on_request_that_leaves_ten_starts_the_next_at_once()
    {
        var module = await cluster.HostedAsync("request", new ModuleOptions { MaximumFeedbackPerCycle = 20 });
        cluster.Strategy.Fails = true;
        await module.JudgedAsync(cluster.Cluster, "folk", 45, 0.5);
        await Eventually.HoldsAsync(() => cluster.Log.Entries.Any(e => e.Id == 1201 && e.Text.Contains("Module request", StringComparison.Ordinal)), "the cycle failed");
        cluster.Strategy.Fails = false;

        var report = await module.TriggerLearningCycleAsync("folk");

        Assert.Equal((1, 20, 25), (report.Number, report.Feedbacks, report.Remaining));
        var policy = await module.PolicyWhenAsync("folk", p => p.LearningCycles == 2);
        Assert.Equal((5, 40, 2), (policy.QueuedFeedbacks, policy.LearnedFeedbacks, policy.LearningCycles));
    }

    [Fact]
    public async Task The_minimum_is_learned_when_the_interval_passes_and_not_before()
    {
        var module = await cluster.HostedAsync("minimum");
        await module.JudgedAsync(cluster.Cluster, "folk", 3, 0.5);

        cluster.Time.Advance(Interval - TimeSpan.FromSeconds(1));
        Assert.Equal((3, 0), await StateAsync(module));
        cluster.Time.Advance(TimeSpan.FromSeconds(1));

        var policy = await module.PolicyWhenAsync("folk", p => p.LearnedFeedbacks == 3);
        Assert.Equal((0, 3, 1), (policy.QueuedFeedbacks, policy.LearnedFeedbacks, policy.LearningCycles));
    }

    [Fact]
    public async Task Fewer_than_the_minimum_are_learned_after_a_whole_quiet_interval()
    {
        var module = await cluster.HostedAsync("fewer");
        await module.JudgedAsync(cluster.Cluster, "folk", 1, 0.5);
        await PassAsync(module);
        Assert.Equal((1, 0), await StateAsync(module));
        await module.JudgedAsync(cluster.Cluster, "folk", 1, 0.5);
        await PassAsync(module);
        Assert.Equal((2, 0), await StateAsync(module));

        cluster.Time.Advance(Interval);

        var policy = await module.PolicyWhenAsync("folk", p => p.LearnedFeedbacks == 2);
        Assert.Equal((0, 2), (policy.QueuedFeedbacks, policy.LearnedFeedbacks));
    }

    [Fact]
    public async Task As_many_new_feedbacks_as_were_learned_meanwhile_are_no_quiet_interval()
    {
        var module = await cluster.HostedAsync("as-many");
        await module.JudgedAsync(cluster.Cluster, "folk", 2, 0.5);
        await PassAsync(module);
        await module.TriggerLearningCycleAsync("folk");
        await module.JudgedAsync(cluster.Cluster, "folk", 2, 0.5);

        await PassAsync(module);
        Assert.Equal((2, 2), await StateAsync(module));
        cluster.Time.Advance(Interval);

        Assert.Equal(4, (await module.PolicyWhenAsync("folk", p => p.LearnedFeedbacks == 4)).LearnedFeedbacks);
    }

    [Fact]
    public async Task A_shorter_interval_holds_for_feedback_that_waits_already()
    {
        var module = await cluster.HostedAsync("shorter", new ModuleOptions { LearningInterval = TimeSpan.FromHours(20) });
        await module.JudgedAsync(cluster.Cluster, "folk", 3, 0.5);
        var (options, etag) = await module.GetOptionsAsync();

        await module.SetOptionsAsync(options with { LearningInterval = TimeSpan.FromMinutes(1) }, etag);
        await module.OperateAsync("folk");
        cluster.Time.Advance(Interval);

        Assert.Equal(3, (await module.PolicyWhenAsync("folk", p => p.LearnedFeedbacks == 3)).LearnedFeedbacks);
    }

    [Fact]
    public async Task A_cycle_with_an_empty_queue_does_nothing()
    {
        var module = await cluster.HostedAsync("empty");

        var report = await module.TriggerLearningCycleAsync("folk");

        Assert.Equal((0, 0, 0), (report.Number, report.Feedbacks, report.Remaining));
        Assert.Empty(report.Adaptations);
        Assert.Equal(0, (await module.GetPolicyAsync("folk")).LearningCycles);
    }

    // The interval's timer has run when the tick after it finds nothing waiting to run.
    private async Task PassAsync(IModuleClient module)
    {
        cluster.Time.Advance(Interval);
        for (var i = 0; i < 20; i++)
        {
            await module.GetPolicyAsync("folk");
            await Task.Yield();
        }
    }

    private static async Task<(int Queued, long Learned)> StateAsync(IModuleClient module)
    {
        var policy = await module.GetPolicyAsync("folk");
        return (policy.QueuedFeedbacks, policy.LearnedFeedbacks);
    }
}
