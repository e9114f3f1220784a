using System.Collections.Concurrent;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task A_thousand_feedbacks_at_once_share_a_few_writes_and_each_is_answered_after_its_own()
    {
        await using var folk = await Folk.StartAsync(options: [("MaximumFeedbackPerCycle", "1000")]);
        await folk.LearnAsync(folk.NewFeedbacks(1));
        var written = new ConcurrentQueue<RecentSlots>();
        folk.Storage.BeforeWrite = async (name, _, bytes) =>
        {
            if (name != "learning") return;
            await Task.Delay(100);
            written.Enqueue(RecentSlots.Load(Read(bytes).Slots));
        };
        var before = folk.Storage.WritesOf("learning");
        await Task.WhenAll(folk.NewFeedbacks(1_000).Select(async item =>
        {
            Assert.Equal(Accepted, await folk.SendAsync(item.ResultId, item.Feedback));
            Assert.True(ResultId.TryParse(item.ResultId, out var id));
            // A later write may have moved the slot to a segment, so any write up to now may be the one that held it.
            Assert.True(written.Any(slots => slots.TryGet(id.SlotKey(FeedbackSource.User), out _)), "The answer came before the write.");
        }));
        Assert.InRange(folk.Storage.WritesOf("learning") - before, 1, 20);
        folk.Storage.Heal();
        await folk.AssertCountedAsync(1_001);
    }

    [Fact]
    public Task A_change_during_a_write_goes_into_the_next_one_and_fails_with_the_one_before() => new Turns().RunAsync(async () =>
    {
        var (writes, gate) = (0, new TaskCompletionSource());
        var commit = new GroupCommit("poems", async () =>
        {
            writes++;
            await gate.Task;
            throw new IOException("disk");
        });
        var first = commit.CommitAsync();
        while (writes == 0) await Task.Yield();
        var second = commit.CommitAsync();
        var third = commit.SettledAsync();
        Assert.Same(second, third);
        gate.SetResult();
        await Assert.ThrowsAsync<IOException>(() => first);
        await Assert.ThrowsAsync<IOException>(() => second);
        await commit.IdleAsync();
        Assert.Equal(1, writes);
    });

    [Fact]
    public async Task Callers_that_are_answered_together_and_call_again_share_the_next_write()
    {
        const int Rounds = 300;
        // On a machine that gives their threads no time they do not meet; where they cannot meet, they never do.
        var writes = int.MaxValue;
        for (var attempt = 0; attempt < 5 && writes > Rounds * 4 / 3; attempt++) writes = await WritesOfThreeCallersAsync(Rounds);
        // Where a write begins as soon as the first of them calls, it holds one of them, and the next one two.
        Assert.InRange(writes, Rounds, Rounds * 4 / 3);
    }

    private static async Task<int> WritesOfThreeCallersAsync(int rounds)
    {
        var (writes, turns) = (0, new Turns());
        var commit = new GroupCommit("poems", async () =>
        {
            writes++;
            await Task.Yield();
        });
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < rounds; round++)
                await turns.RunAsync(commit.CommitAsync);
        })));
        return writes;
    }

    private static LearningRecord Read(byte[] bytes) => new RecordSerializer().Deserialize<LearningRecord>(new BinaryData(bytes));
}
