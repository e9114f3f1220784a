using Microsoft.Extensions.Logging;
using SelfLearning.Server.Tests.Durability;
using static SelfLearning.LearningStatusReason;

namespace SelfLearning.Server.Tests.Status;

public sealed class LearningStatusTests
{
    [Fact]
    public async Task A_context_says_why_it_does_not_learn_with_and_without_storage()
    {
        await using var folk = await Folk.StartAsync();
        Assert.Equal(NoFeedback, (await folk.Context.GetStatusAsync()).Reason);

        await folk.SendAsync(folk.NewFeedbacks(2));
        var few = await folk.Context.GetStatusAsync();
        Assert.Equal(("folk", TooFewFeedbacks, 2, 3), (few.Context, few.Reason, few.QueuedFeedbacks, few.NeededFeedbacks));
        await folk.DrainAsync();
        var learned = await folk.Context.GetStatusAsync();
        Assert.Equal((TooFewFeedbacks, 2L, 0), (learned.Reason, learned.LearnedFeedbacks, learned.QueuedFeedbacks));
        Assert.NotNull(learned.Best);

        folk.Storage.BeforeWrite = (name, _, _) => name == "learning" ? throw new IOException("disk") : Task.CompletedTask;
        await folk.SendAsync(folk.NewFeedbacks(1));
        var degraded = await folk.Context.GetStatusAsync();
        Assert.Equal((StorageUnavailable, 0L), (degraded.Reason, degraded.LearnedFeedbacks));
        folk.Storage.Heal();
        await folk.UntilAsync(() => folk.Cluster.Log.Has(LogLevel.Information, "storage can be read again"), TimeSpan.FromSeconds(1));
        Assert.Equal((TooFewFeedbacks, 2L), ((await folk.Context.GetStatusAsync()).Reason, (await folk.Context.GetStatusAsync()).LearnedFeedbacks));
    }

    [Fact]
    public async Task A_context_whose_records_cannot_be_read_says_so()
    {
        await using var folk = await Folk.StartAsync();
        folk.Storage.BeforeRead = (name, grain) => grain == Folk.Grain ? throw new IOException("disk") : Task.CompletedTask;
        Assert.Equal(StorageUnavailable, (await folk.Context.GetStatusAsync()).Reason);

        folk.Storage.Heal();
        Assert.Equal(NoFeedback, (await folk.Context.GetStatusAsync()).Reason);
    }
}
