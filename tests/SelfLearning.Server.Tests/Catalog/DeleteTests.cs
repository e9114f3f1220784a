using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Catalog;

[Collection(SharedScriptCluster.Name)]
public sealed class DeleteTests(ScriptCluster cluster)
{
    [Fact]
    public async Task A_deleted_context_leaves_no_record_and_no_row_and_begins_anew()
    {
        var module = await cluster.HostedAsync("deleted");
        var ids = await module.JudgedAsync(cluster.Cluster, "folk", 700, 0.5);
        await module.SuggestAdaptationAsync("folk", "length", "long", new Decider("ada"));
        await module.PolicyWhenAsync("folk", p => p.QueuedFeedbacks == 0);
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => Records("metrics").Any() && Records("segment").Any(), "metrics and segments are written", cluster.PassFlushInterval);

        await module.DeleteContextAsync("folk");

        Assert.Empty(Records(""));
        Assert.Empty(await ContextsAsync(module));
        var view = await module.GetPolicyAsync("folk");
        Assert.Equal((0, 0, 0), (view.LearnedFeedbacks, view.QueuedFeedbacks, view.LearningCycles));
        Assert.Empty(view.Pins);
        Assert.Equal("short", await module.ValueAsync("folk", "length"));
        Assert.Empty(await module.GetAdaptationsAsync("folk"));
        Assert.Empty(await module.GetFeedbackAsync("folk"));
        Assert.Equal(0, (await module.GetPerformanceMetricsAsync("30d", "folk")).TotalOperations);

        var fresh = (await module.OperateAsync("folk"))[0];
        Assert.DoesNotContain(fresh, ids);
        Assert.Equal(FeedbackReceipt.Accepted, await module.ApplyFeedbackAsync(fresh, Feedback.FromRating(3, time: cluster.Time)));
        Assert.True(Assert.Single(await ContextsAsync(module)).QueuedFeedback);
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        var listed = await Eventually.GetAsync(() => ContextsAsync(module), found => found is [{ Operations: 1 }], cluster.PassFlushInterval);
        Assert.Equal(1, Assert.Single(listed).Operations);
    }

    [Fact]
    public async Task Feedback_on_what_the_deleted_context_decided_is_no_evidence_of_the_new_one()
    {
        var module = await cluster.HostedAsync("anew");
        var old = (await module.OperateAsync("folk"))[0];
        await module.DeleteContextAsync("folk");
        cluster.Time.Advance(TimeSpan.FromMinutes(2));
        var fresh = (await module.OperateAsync("folk"))[0];

        Assert.Equal(FeedbackReceipt.Late, await module.ApplyFeedbackAsync(old, Feedback.FromRating(1, time: cluster.Time)));
        Assert.Equal(FeedbackReceipt.Accepted, await module.ApplyFeedbackAsync(fresh, Feedback.FromRating(5, time: cluster.Time)));

        await module.TriggerLearningCycleAsync("folk");
        Assert.Equal(1, (await module.GetPolicyAsync("folk")).LearnedFeedbacks);
    }

    [Fact]
    public async Task Deleting_what_does_not_exist_does_nothing()
    {
        var module = await cluster.HostedAsync("nothing");

        await module.DeleteContextAsync("folk");

        Assert.Empty(cluster.Cluster.Storage.RecordsOf(cluster.Cluster.Context("nothing", "folk").GetGrainId()));
    }

    private IEnumerable<string> Records(string name) => cluster.Cluster.Storage.RecordsOf(cluster.Cluster.Context("deleted", "folk").GetGrainId())
        .Keys.Where(key => key.StartsWith(name, StringComparison.Ordinal));

    private static async Task<List<ContextInfo>> ContextsAsync(IModuleClient module)
    {
        var found = new List<ContextInfo>();
        await foreach (var info in module.GetContextsAsync()) found.Add(info);
        return found;
    }
}
