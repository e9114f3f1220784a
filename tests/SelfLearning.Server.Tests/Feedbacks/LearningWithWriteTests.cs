using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Feedbacks;

public sealed class LearningWithWriteTests
{
    [Fact]
    public async Task The_write_that_stores_ten_feedbacks_or_more_holds_what_was_learned_of_them()
    {
        var storage = new ControlledStorage();
        await using var cluster = await LearningCluster.StartAsync(
            modules => modules.AddModule<ScriptModule>("script").Services.AddSingleton(new ScriptGates()), storage: storage);
        var module = cluster.Client.GetModule<Script, Scene>("script");
        var ids = new List<string>();
        for (var i = 0; i < 150; i++) ids.Add((await module.ProcessAsync(new Script("busy"))).Id);
        var (arrived, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        storage.BeforeWrite = (name, _, _) =>
        {
            if (name != "learning") return Task.CompletedTask;
            arrived.TrySetResult();
            return held.Task;
        };
        var before = storage.WritesOf("learning");
        var sending = new List<Task<FeedbackReceipt>> { module.ApplyFeedbackAsync(ids[0], Feedback.FromQuality(0.5, time: cluster.Time)) };
        await arrived.Task.WaitAsync(TimeSpan.FromMinutes(1));
        foreach (var id in ids.Skip(1)) sending.Add(module.ApplyFeedbackAsync(id, Feedback.FromQuality(0.5, time: cluster.Time)));
        await Eventually.GetAsync(() => module.GetPolicyAsync("busy"), policy => policy.QueuedFeedbacks == ids.Count);
        held.SetResult();

        Assert.All(await Task.WhenAll(sending), receipt => Assert.Equal(FeedbackReceipt.Accepted, receipt));
        var policy = await module.GetPolicyAsync("busy");
        Assert.Equal((150, 0, 2), (policy.LearnedFeedbacks, policy.QueuedFeedbacks, policy.LearningCycles));
        // The one that was held, and one for all others and both cycles.
        Assert.Equal(2, storage.WritesOf("learning") - before);
    }
}
