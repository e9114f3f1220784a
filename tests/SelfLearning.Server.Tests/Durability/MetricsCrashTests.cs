using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Cluster;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>What feedback says enters metrics and catalog once, whatever dies between the three records.</summary>
public sealed class MetricsCrashTests
{
    [Fact]
    public async Task Qualities_learned_but_not_in_the_metrics_record_enter_it_once_after_a_crash()
    {
        await using var folk = await Folk.StartAsync();
        await folk.LearnAsync(folk.NewFeedbacks(5));
        await folk.Context.WakeAsync(); // Flushed: these are in the metrics record.
        await folk.LearnAsync(folk.NewFeedbacks(7));
        var learned = folk.Storage.Copy(); // The learning record only.
        await folk.Context.WakeAsync();
        var flushed = folk.Storage.Copy(); // The metrics too, and the learning record still has the movements.
        await folk.SendAsync(folk.NewFeedbacks(1));
        await folk.DrainAsync();
        Assert.DoesNotContain(folk.Stored().Movements, movement => movement.Cycle <= 2); // Settled by the next write.

        foreach (var storage in new[] { learned, flushed })
        {
            await using var next = await Folk.StartAsync(storage, folk.Time);
            await next.AssertCountedAsync(12);
            for (var i = 0; i < 2; i++) await next.Context.WakeAsync(); // The first one may repeat the report before.
            await using var last = await next.CrashAsync();
            await last.AssertCountedAsync(12);
            await AssertModuleAsync(last, 12);
        }
    }

    [Theory]
    [InlineData("the report is lost")]
    [InlineData("the catalog cannot write")]
    [InlineData("the acknowledgement is lost")]
    public async Task A_report_is_taken_in_once_and_the_module_counts_what_its_contexts_count(string what)
    {
        await using var folk = await Folk.StartAsync();
        var poems = folk.Cluster.Client.GetModule<PoemRequest, Poem>(Folk.Module);
        for (var i = 0; i < 4; i++) await poems.ProcessAsync(new PoemRequest("folk"));
        await poems.ProcessAsync(new PoemRequest("rock"));
        await folk.LearnAsync(folk.NewFeedbacks(3)); // Marked: the catalog is not asked again below.
        ControlledStorage? crash = null;
        folk.Storage.BeforeWrite = (name, _, _) =>
        {
            if (name != "catalog") return Task.CompletedTask;
            crash ??= folk.Storage.Copy(); // The metrics record holds the report, and the catalog has not got it.
            return what == "the catalog cannot write" ? throw new IOException("disk") : Task.CompletedTask;
        };
        if (what == "the acknowledgement is lost") folk.Storage.AfterWrite = (name, _) => name == "catalog" ? throw new IOException("disk") : Task.CompletedTask;
        try
        {
            await folk.Context.WakeAsync();
            Assert.Equal("the report is lost", what);
        }
        catch (MetricsException error)
        {
            Assert.True(error.IsRetryable);
        }

        if (what != "the report is lost")
        {
            crash = folk.Storage.Copy();
            folk.Storage.Heal();
            // The same activation goes on: more happens before the report is repeated.
            await poems.ProcessAsync(new PoemRequest("folk"));
            await folk.LearnAsync(folk.NewFeedbacks(2));
            await folk.Context.WakeAsync();
            await folk.UntilAsync(async () => (await ModuleAsync(folk)) is { QualityCount: 5, TotalOperations: >= 5 }, TimeSpan.FromHours(1));
            await AssertModuleAsync(folk, 5);
        }

        // The world stopped while the report was on its way.
        await using var next = await Folk.StartAsync(crash, folk.Time);
        await next.ViewAsync();
        await next.UntilAsync(async () => (await ModuleAsync(next)).QualityCount == 3, TimeSpan.FromMinutes(1));
        for (var i = 0; i < 3; i++) await next.Context.WakeAsync();
        Assert.Equal(4, (await ContextsAsync(next)).Single(info => info.Context == "folk").Operations);
        Assert.Equal(3, (await ModuleAsync(next)).QualityCount);
        Assert.Equal(4, (await next.SummaryAsync()).TotalOperations);
    }

    [Fact]
    public async Task What_happens_while_a_report_is_repeated_is_told_without_further_activity()
    {
        await using var folk = await Folk.StartAsync();
        await folk.LearnAsync(folk.NewFeedbacks(3));
        folk.Storage.BeforeWrite = (name, _, _) => name == "catalog" ? throw new IOException("disk") : Task.CompletedTask;
        await Assert.ThrowsAsync<MetricsException>(() => folk.Context.WakeAsync());
        await folk.Cluster.Client.GetModule<PoemRequest, Poem>(Folk.Module).ProcessAsync(new PoemRequest("folk"));
        folk.Storage.Heal();
        await folk.UntilAsync(async () => (await ModuleAsync(folk)).TotalOperations == 1, TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task The_catalog_knows_of_a_queue_before_the_first_acknowledgement_and_wakes_the_context_of_a_dead_silo()
    {
        await using var folk = await Folk.StartAsync();
        var isMarked = false;
        folk.Storage.BeforeWrite = (name, _, _) =>
        {
            if (name == "catalog") isMarked = true;
            if (name == "learning") Assert.True(isMarked, "Queued before the catalog knew.");
            return Task.CompletedTask;
        };
        Assert.All(await folk.SendAsync(folk.NewFeedbacks(2)), receipt => Assert.Equal(Accepted, receipt));
        Assert.True((await folk.Catalog.GetContextsAsync(null, 10)).Single().QueuedFeedback);

        await using var next = await folk.CrashAsync();
        Assert.Equal(2, (await folk.ViewAsync()).QueuedFeedbacks);
        await next.Catalog.GetSumAsync(MetricsPeriod.Hour, next.Now); // The shard is active again; nobody calls the context.
        var writes = next.Storage.WritesOf("learning");
        var from = next.Now;
        // In steps that leave the silo the time to do what is due, so that the five minutes are those of its clock.
        for (var step = 0; step < 10 && next.Storage.WritesOf("learning") == writes; step++)
        {
            next.Time.Advance(TimeSpan.FromSeconds(30));
            for (var wait = 0; wait < 100 && next.Storage.WritesOf("learning") == writes; wait++) await Task.Delay(5);
        }

        Assert.True(next.Storage.WritesOf("learning") > writes, "Not woken within 5 minutes.");
        Assert.True(next.Now - from <= TimeSpan.FromMinutes(5));
        await next.AssertCountedAsync(2);
        await next.UntilAsync(async () => !(await next.Catalog.GetContextsAsync(null, 10)).Single().QueuedFeedback, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_mark_that_a_flush_takes_back_while_a_segment_is_read_is_set_again_before_the_acknowledgement()
    {
        await using var folk = await Folk.StartAsync(options: [("MaximumFeedbackPerCycle", "1000")]);
        await folk.PassAsync(TimeSpan.FromHours(2));
        var hour = folk.Now.AddHours(-2);
        await folk.LearnAsync(folk.NewFeedbacks(600, hour));
        await folk.Cluster.Orleans.DeactivateAsync(folk.Context);
        await folk.LearnAsync(folk.NewFeedbacks(1));
        var (reading, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        folk.Storage.BeforeRead = async (name, _) =>
        {
            if (!name.StartsWith("segment", StringComparison.Ordinal)) return;
            reading.TrySetResult();
            await release.Task;
        };
        var waiting = folk.SendAsync(Folk.IdOf(hour), folk.Judge());
        await reading.Task;
        for (var i = 0; i < 2; i++) await folk.Context.WakeAsync(); // Nothing is queued: the flush takes the mark back.
        Assert.False((await folk.Catalog.GetContextsAsync(null, 10)).Single().QueuedFeedback);
        release.SetResult();
        Assert.Equal(Accepted, await waiting);
        Assert.True((await folk.Catalog.GetContextsAsync(null, 10)).Single().QueuedFeedback);
    }

    private static async Task<PerformanceSummary> ModuleAsync(Folk folk) => await folk.Cluster.Grains.GetGrain<IModuleGrain>(Folk.Module).GetSummaryAsync("30d");

    private static async Task<IReadOnlyList<ContextInfo>> ContextsAsync(Folk folk) =>
        await folk.Cluster.Grains.GetGrain<IModuleGrain>(Folk.Module).GetContextsAsync(null, 100);

    private static async Task AssertModuleAsync(Folk folk, int feedbacks)
    {
        var (module, context) = (await ModuleAsync(folk), await folk.SummaryAsync());
        Assert.Equal(feedbacks, module.QualityCount);
        Assert.Equal(context.AverageQuality, module.AverageQuality);
    }
}
