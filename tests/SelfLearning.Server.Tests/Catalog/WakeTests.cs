using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Durability;

namespace SelfLearning.Server.Tests.Catalog;

/// <summary>A shard wakes contexts that exist, and brings none back.</summary>
public sealed class WakeTests
{
    [Fact]
    public async Task A_context_that_is_deleted_while_another_of_its_shard_is_woken_does_not_come_back()
    {
        await using var folk = await Folk.StartAsync();
        var contexts = Enumerable.Range(0, 1_000).Select(i => $"c{i}").GroupBy(context => GrainNames.ShardOf(ContextKey.Parse(context))).First()
            .Order(StringComparer.Ordinal).Take(3).ToList();
        var shard = folk.Cluster.Grains.GetGrain<ICatalogGrain>(GrainNames.CatalogGrain(Folk.Module, GrainNames.ShardOf(ContextKey.Parse(contexts[0]))));
        var grains = contexts.ConvertAll(context => folk.Cluster.Context(Folk.Module, context));
        for (var i = 0; i < grains.Count; i++)
        {
            var feedback = new ResultFeedback(Folk.IdOf(folk.Now, context: contexts[i]), folk.Judge());
            Assert.Equal(FeedbackReceipt.Accepted, Assert.Single(await grains[i].ApplyFeedbackAsync([feedback])));
        }

        var (first, reached, release) = (grains[0].GetGrainId(), new TaskCompletionSource(), new TaskCompletionSource());
        folk.Storage.BeforeWrite = async (name, grain, _) =>
        {
            if (name != "learning" || grain != first) return;
            reached.TrySetResult();
            await release.Task;
        };
        // Heard of for the last time with their first metrics.
        folk.Time.Advance(TimeSpan.FromSeconds(1));
        await folk.UntilAsync(() => folk.Storage.WritesOf("metrics") >= 3);
        await folk.UntilAsync(() => reached.Task.IsCompleted, TimeSpan.FromMinutes(1));

        await grains[1].DeleteAsync();
        release.SetResult();

        // The last one is woken after the place of the second, later where its first metrics came late.
        await folk.UntilAsync(
            async () => (await shard.GetContextsAsync(null, 10)).Single(info => info.Context == contexts[2]) is { QueuedFeedback: false, Feedbacks: 1 }, TimeSpan.FromMinutes(1));
        Assert.Equal([contexts[0], contexts[2]], (await shard.GetContextsAsync(null, 10)).Select(info => info.Context));
        Assert.Empty(folk.Storage.RecordsOf(grains[1].GetGrainId()));
    }

    [Fact]
    public async Task A_marked_context_that_was_never_written_loses_its_row_when_it_is_woken_and_has_one_again_with_its_first_feedback()
    {
        await using var folk = await Folk.StartAsync();
        await folk.Catalog.MarkQueuedAsync("folk", folk.Now.UtcTicks);

        await folk.Context.WakeAsync();

        Assert.Empty(await folk.Catalog.GetContextsAsync(null, 10));
        Assert.Empty(folk.Storage.RecordsOf(Folk.Grain));
        Assert.Equal(FeedbackReceipt.Accepted, await folk.SendAsync(folk.NewId(), folk.Judge()));
        Assert.True((await folk.Catalog.GetContextsAsync(null, 10)).Single().QueuedFeedback);
    }
}
