using SelfLearning.Contracts;
using SelfLearning.Tests;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>The table of receipts, each of them also from what is on storage alone.</summary>
public sealed class ReceiptTests
{
    private static readonly (string, string)[] Options = [("QueueLimit", "3"), ("MinimumFeedback", "1")];

    public enum Between
    {
        Nothing,
        Deactivation,
        NewCluster,
        NewClusterOnSqlite,
    }

    [Theory]
    [InlineData(Between.Nothing)]
    [InlineData(Between.Deactivation)]
    [InlineData(Between.NewCluster)]
    [InlineData(Between.NewClusterOnSqlite)]
    public async Task Every_receipt_is_given_from_what_is_on_storage(Between between)
    {
        var folder = Directory.CreateTempSubdirectory("selflearning-");
        var folk = await StartAsync(null);
        try
        {
            var (id, first) = (folk.NewId(), folk.Judge(0.1));
            var older = first with { Id = Guid.NewGuid(), CreatedAt = first.CreatedAt.AddTicks(-1), Quality = 1 };
            Assert.Equal(Accepted, await folk.SendAsync(id, first));
            await NextAsync();
            Assert.Equal(Duplicate, await folk.SendAsync(id, first));
            Assert.Equal(Duplicate, await folk.SendAsync(id, older));
            var second = folk.Judge(0.2);
            // A context that ends in good order learns what waits; a silo that is killed may come to it.
            FeedbackReceipt[] expected = between switch
            {
                Between.Deactivation => [Corrected],
                Between.NewClusterOnSqlite => [Replaced, Corrected],
                _ => [Replaced],
            };
            Assert.Contains(await folk.SendAsync(id, second), expected);
            await NextAsync();
            Assert.Equal(Duplicate, await folk.SendAsync(id, second));
            Assert.Equal(Duplicate, await folk.SendAsync(id, first)); // A retry on a slow network undoes nothing.
            await folk.AssertCountedAsync(1, 0.2);

            await NextAsync();
            Assert.Equal(Duplicate, await folk.SendAsync(id, second));
            Assert.Equal(Duplicate, await folk.SendAsync(id, first));
            var third = folk.Judge(0.6);
            Assert.Equal(Corrected, await folk.SendAsync(id, third));
            await NextAsync();
            Assert.Equal(Duplicate, await folk.SendAsync(id, third));
            Assert.Equal(Duplicate, await folk.SendAsync(id, second));
            var program = folk.Judge(0.9, FeedbackSource.Automatic);
            Assert.Equal(Corrected, await folk.SendAsync(id, program));
            await NextAsync();
            Assert.Equal(Duplicate, await folk.SendAsync(id, program));
            await folk.AssertCountedAsync(1, 0.6); // A user has spoken: what a program says weighs nothing.
            await NextAsync();
            Assert.Equal(Duplicate, await folk.SendAsync(id, third));

            Assert.Equal(Late, await folk.SendAsync(Folk.IdOf(folk.Now - TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1)), folk.Judge()));
            Assert.Equal(Late, await folk.SendAsync(Folk.IdOf(folk.Now, version: 999), folk.Judge()));
            Assert.Equal(Outdated, await folk.SendAsync(Folk.IdOf(folk.Now, candidate: 500), folk.Judge()));

            await UnknownAsync();

            var queued = folk.NewFeedbacks(3);
            Assert.Equal([Accepted, Accepted, Accepted], await folk.SendAsync(queued));
            await NextAsync();
            var (oneMore, judged) = (folk.NewId(), folk.Judge());
            if (between is Between.Nothing or Between.NewCluster) Assert.Equal(Overloaded, await folk.SendAsync(oneMore, judged));
            Assert.Equal([Duplicate, Duplicate, Duplicate], await folk.SendAsync(queued));
            await folk.DrainAsync();
            await NextAsync();
            Assert.Equal(Accepted, await folk.SendAsync(oneMore, judged));
            await folk.DrainAsync();
            Assert.Equal(5, (await folk.ViewAsync()).LearnedFeedbacks);
            Assert.Equal(5, (await folk.SummaryAsync()).QualityCount);
        }
        finally
        {
            await folk.DisposeAsync();
            folder.Delete(recursive: true);
        }

        Task<Folk> StartAsync(Folk? before) => Folk.StartAsync(
            before?.Storage,
            before?.Time,
            between == Between.NewClusterOnSqlite
                ? silo => silo.AddSqliteGrainStorage(GrainNames.Storage, options => options.Path = Path.Combine(folder.FullName, "learning.db"))
                : null,
            Options);

        async Task NextAsync()
        {
            if (between == Between.Nothing) return;
            if (between == Between.Deactivation)
            {
                await folk.Cluster.DeactivateAsync(Folk.Module, "folk");
                return;
            }

            var before = folk;
            if (between == Between.NewClusterOnSqlite) await before.DisposeAsync();
            folk = between == Between.NewCluster ? await before.CrashAsync(Options) : await StartAsync(before);
            if (between == Between.NewCluster) await before.DisposeAsync();
        }

        async Task UnknownAsync()
        {
            var feedback = folk.Judge();
            var good = folk.NewId();
            var module = folk.Cluster.Grains.GetGrain<IModuleGrain>(Folk.Module);
            string[] bad =
            [
                Forger.Forge(good),
                Folk.IdOf(folk.Now, module: "novels"),
                Folk.IdOf(folk.Now, context: "rock"),
                "garbage",
                "",
            ];
            Assert.All(await folk.SendAsync(bad.Select(id => new ResultFeedback(id, feedback))), receipt => Assert.Equal(Unknown, receipt));
            Assert.Equal(Unknown, await module.ApplyFeedbackAsync(new ResultFeedback(bad[0], feedback)));
            Assert.Equal(Unknown, await module.ApplyFeedbackAsync(new ResultFeedback(bad[1], feedback)));
            Assert.Equal(Unknown, await module.ApplyFeedbackAsync(new ResultFeedback("garbage", feedback)));
        }
    }

    [Fact]
    public async Task The_same_feedback_sent_many_times_at_once_counts_once()
    {
        await using var folk = await Folk.StartAsync();
        var (id, feedback) = (folk.NewId(), folk.Judge(0.3));
        var receipts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => folk.SendAsync(id, feedback)));
        Assert.Equal(1, receipts.Count(r => r == Accepted));
        Assert.Equal(199, receipts.Count(r => r == Duplicate));
        await folk.AssertCountedAsync(1, 0.3);
    }

    [Fact]
    public async Task A_batch_with_one_bad_feedback_changes_nothing()
    {
        await using var folk = await Folk.StartAsync();
        var good = new ResultFeedback(folk.NewId(), folk.Judge());
        var bad = new ResultFeedback(folk.NewId(), folk.Judge() with { Quality = 2 });
        await Assert.ThrowsAsync<ArgumentException>(() => folk.SendAsync([good, bad]));
        Assert.Equal(Accepted, await folk.SendAsync(good.ResultId, good.Feedback));
        await folk.AssertCountedAsync(1);
    }
}
