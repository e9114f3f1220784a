using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Operations;

[Collection(SharedScriptCluster.Name)]
public sealed class BlockingModuleTests(ScriptCluster cluster)
{
    [Fact]
    public async Task A_module_that_blocks_its_thread_delays_neither_feedback_nor_other_calls_of_its_context()
    {
        var judged = await cluster.Scripted.ProcessAsync(new Script("blocked"));
        var blocking = cluster.Scripted.ProcessAsync(new Script("blocked", "block"));
        await Eventually.HoldsAsync(() => cluster.Gates["blocked"].Runs == 2, "the module blocks");

        var receipt = await cluster.Scripted.ApplyFeedbackAsync(judged.Id, Feedback.FromQuality(0.5, time: cluster.Time));
        var other = await cluster.Scripted.ProcessAsync(new Script("blocked"));
        var report = await cluster.Scripted.TriggerLearningCycleAsync("blocked");
        var isBlocked = !blocking.IsCompleted;
        cluster.Gates["blocked"].Open();

        Assert.True(isBlocked);
        Assert.Equal((FeedbackReceipt.Accepted, OperationStatus.Success, 1), (receipt, other.Status, report.Feedbacks));
        Assert.Equal(OperationStatus.Success, (await blocking).Status);
    }
}
