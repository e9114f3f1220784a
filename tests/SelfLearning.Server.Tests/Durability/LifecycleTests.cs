using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using SelfLearning.Server.Tests.Cluster;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability;

public sealed class LifecycleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 30, TimeSpan.Zero);

    [Fact]
    public async Task An_idle_context_has_no_timers()
    {
        var time = new WatchedTime(Start);
        // Lengths that no timer of the runtime has.
        var (interval, flush) = (TimeSpan.FromMinutes(17), TimeSpan.FromMinutes(47));
        await using var folk = await Folk.StartAsync(null, time, null, ("LearningInterval", "00:17:00"), ("MetricsFlushInterval", "00:47:00"));
        await folk.ViewAsync();
        var runtime = time.Live(CatalogGrain.Silence);
        await folk.LearnAsync(folk.NewFeedbacks(1));
        await folk.Context.WakeAsync(); // The first flush is a quick one.
        await folk.SendAsync(folk.NewFeedbacks(2));
        Assert.Equal(1, time.Live(interval));
        await folk.UntilAsync(() => time.LiveUpTo(flush) == 1, TimeSpan.FromSeconds(1));
        Assert.True(time.Live(CatalogGrain.Silence) > runtime);
        await folk.UntilAsync(async () => (await folk.ViewAsync()).QueuedFeedbacks == 0, TimeSpan.FromMinutes(1)); // The interval learns them.
        await folk.UntilAsync(async () => !(await folk.Catalog.GetContextsAsync(null, 10)).Single().QueuedFeedback, TimeSpan.FromMinutes(1));
        await folk.UntilAsync(
            () => time.Live(interval) == 0 && time.LiveUpTo(flush) == 0 && time.Live(CatalogGrain.Silence) <= runtime, TimeSpan.FromMinutes(1));
        var writes = folk.Storage.WritesOf("");
        folk.Time.Advance(TimeSpan.FromMinutes(10));
        await folk.ViewAsync();
        Assert.Equal(writes, folk.Storage.WritesOf(""));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_context_that_waits_for_its_storage_is_counted_once_and_not_after_it_ends(bool ends)
    {
        await using var folk = await Folk.StartAsync();
        using var degraded = new DegradedContexts(folk);
        folk.Storage.BeforeWrite = (name, _, _) => name == "learning" ? throw new IOException("disk") : Task.CompletedTask;
        var poems = folk.Cluster.Client.GetModule<PoemRequest, Poem>(Folk.Module);
        // Feedback that comes during the failing write, and a first policy that is asked for again and again.
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => folk.SendAsync(folk.NewId(), folk.Judge()))), receipt => Assert.Equal(Overloaded, receipt));
        for (var i = 0; i < 3; i++) await Assert.ThrowsAsync<AdaptationException>(() => poems.ProcessAsync(new PoemRequest("folk")));
        Assert.Equal(1, degraded.Count);
        if (ends)
        {
            await folk.Cluster.Orleans.DeactivateAsync(folk.Context);
            Assert.Equal(0, degraded.Count);
        }

        folk.Storage.Heal();
        await folk.UntilAsync(() => degraded.Count == 0, TimeSpan.FromSeconds(1));
        await folk.LearnAsync(folk.NewFeedbacks(3));
        await folk.AssertCountedAsync(3);
        Assert.Equal(0, degraded.Count);
    }

    [Fact]
    public async Task A_context_that_waits_for_its_storage_when_it_is_deleted_is_not_counted_any_more()
    {
        await using var folk = await Folk.StartAsync();
        using var degraded = new DegradedContexts(folk);
        folk.Storage.BeforeWrite = (name, _, _) => name == "learning" ? throw new IOException("disk") : Task.CompletedTask;
        Assert.Equal(Overloaded, await folk.SendAsync(folk.NewId(), folk.Judge()));
        Assert.Equal(1, degraded.Count);

        Assert.True((await Assert.ThrowsAsync<AdaptationException>(() => folk.Context.DeleteAsync())).IsRetryable);

        Assert.Equal(0, degraded.Count);
        folk.Storage.Heal();
        await folk.Context.DeleteAsync();
        Assert.Equal(0, degraded.Count);
    }

    [Fact]
    public async Task A_context_whose_last_write_fails_is_not_counted_after_its_end()
    {
        await using var folk = await Folk.StartAsync();
        using var degraded = new DegradedContexts(folk);
        await folk.SendAsync(folk.NewFeedbacks(3));
        folk.Storage.BeforeWrite = (name, _, _) => name == "learning" ? throw new IOException("disk") : Task.CompletedTask;

        await folk.Cluster.Orleans.DeactivateAsync(folk.Context);

        Assert.Equal(0, degraded.Count);
        folk.Storage.Heal();
        await folk.AssertCountedAsync(3);
    }

    [Fact]
    public async Task A_deletion_that_is_asked_for_again_while_it_runs_is_one_and_all_are_told_of_its_end()
    {
        await using var folk = await Folk.StartAsync();
        await folk.LearnAsync(folk.NewFeedbacks(3));
        await folk.Context.WakeAsync();
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        folk.Storage.BeforeWrite = async (name, _, _) =>
        {
            if (name != "catalog") return;
            reached.TrySetResult();
            await release.Task;
        };
        var first = folk.Context.DeleteAsync();
        await reached.Task;
        var second = folk.Context.DeleteAsync();
        // Meanwhile nothing is accepted, and who asks is told to try again.
        Assert.True((await Assert.ThrowsAsync<AdaptationException>(() => folk.Context.GetPolicyAsync())).IsRetryable);
        Assert.Equal(Overloaded, await folk.SendAsync(folk.NewId(), folk.Judge()));
        Assert.False(second.IsCompleted);
        release.SetResult();
        await first;
        await second;

        Assert.Empty(folk.Storage.RecordsOf(Folk.Grain));
        Assert.Empty(await folk.Catalog.GetContextsAsync(null, 10));
        await folk.LearnAsync(folk.NewFeedbacks(2));
        await folk.AssertCountedAsync(2);
    }

    [Theory]
    [InlineData("learning")]
    [InlineData("metrics")]
    public async Task A_deletion_that_fails_half_way_takes_no_feedback_twice_and_can_be_repeated(string record)
    {
        await using var folk = await Folk.StartAsync(options: [("MaximumFeedbackPerCycle", "1000")]);
        await folk.PassAsync(TimeSpan.FromHours(2));
        var known = folk.NewFeedbacks(600, folk.Now.AddHours(-2));
        await folk.LearnAsync(known);
        await folk.Context.WakeAsync();
        await folk.SendAsync(folk.NewFeedbacks(1));
        await folk.DrainAsync();
        // Another activation writes one of the records while the catalog forgets the context.
        folk.Storage.AfterWrite = (name, _) =>
        {
            if (name == "catalog") folk.Storage.Touch(record, Folk.Grain);
            return Task.CompletedTask;
        };
        Assert.True((await Assert.ThrowsAnyAsync<SelfLearningException>(() => folk.Context.DeleteAsync())).IsRetryable);
        folk.Storage.Heal();
        await folk.UntilAsync(async () => (await folk.SendAsync(known)).All(receipt => receipt is Duplicate or Late));

        await folk.Context.DeleteAsync();
        Assert.Empty(folk.Storage.RecordsOf(Folk.Grain));
        Assert.Empty(await folk.Catalog.GetContextsAsync(null, 10));
        await folk.LearnAsync(folk.NewFeedbacks(2));
        await folk.Context.WakeAsync();
        Assert.Equal(2, (await folk.Catalog.GetContextsAsync(null, 10)).Single().Feedbacks); // Its reports are heard from the first on.
        await folk.AssertCountedAsync(2);
    }

    [Fact]
    public async Task A_context_that_dies_in_the_write_that_empties_its_queue_is_woken()
    {
        await using var folk = await Folk.StartAsync();
        Assert.Equal([Accepted], await folk.SendAsync(folk.NewFeedbacks(1)));
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        folk.Storage.BeforeWrite = async (name, _, _) =>
        {
            if (name != "learning") return;
            reached.TrySetResult();
            await release.Task;
        };
        var cycle = folk.Context.TriggerLearningCycleAsync();
        await reached.Task;
        // The metrics, and what they tell the catalog, are quicker than the learning record.
        await folk.Context.WakeAsync();

        await using var after = await folk.CrashAsync();
        release.SetResult();
        await cycle;
        Assert.Single(await after.Catalog.GetContextsAsync(null, 10));
        await after.UntilAsync(() => after.Stored().Learned == 1, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Options_that_change_during_a_write_and_two_batches_at_once_lose_nothing()
    {
        await using var folk = await Folk.StartAsync();
        await folk.ViewAsync();
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        folk.Storage.BeforeWrite = async (name, _, _) =>
        {
            if (name != "learning") return;
            reached.TrySetResult();
            await release.Task;
        };
        var items = folk.NewFeedbacks(50);
        var first = folk.Context.ApplyFeedbackAsync([.. items]);
        await reached.Task;
        var definitions = folk.Cluster.Grains.GetGrain<Contracts.IDefinitionGrain>(Folk.Module);
        var options = await definitions.GetOptionsAsync();
        await definitions.SetOptionsAsync(options.Options with { EnableAdaptation = false }, options.ETag);
        items.Reverse();
        var second = folk.Context.ApplyFeedbackAsync([.. items, .. folk.NewFeedbacks(10)]);
        // A question that waits for no write.
        await folk.Context.GetAdaptationsAsync();
        Assert.False(second.IsCompleted);
        release.SetResult();
        Assert.All(await first, receipt => Assert.Equal(Accepted, receipt));
        Assert.Equal(50, (await second).Count(receipt => receipt == Duplicate));
        await folk.AssertCountedAsync(60);
        await using var next = await folk.CrashAsync();
        await next.AssertCountedAsync(60);
    }

    private sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private readonly ConcurrentDictionary<Watched, TimeSpan> _timers = new();

        public int Live(TimeSpan due) => _timers.Values.Count(time => time == due);

        public int LiveUpTo(TimeSpan due) => _timers.Values.Count(time => time > due * 0.7 && time <= due);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Watched(this, base.CreateTimer(callback, state, dueTime, period), dueTime);

        private sealed class Watched : ITimer
        {
            private readonly WatchedTime _time;
            private readonly ITimer _timer;

            public Watched(WatchedTime time, ITimer timer, TimeSpan dueTime)
            {
                (_time, _timer) = (time, timer);
                _time._timers[this] = dueTime;
            }

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                _time._timers[this] = dueTime;
                return _timer.Change(dueTime, period);
            }

            public void Dispose()
            {
                _time._timers.TryRemove(this, out _);
                _timer.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                _time._timers.TryRemove(this, out _);
                return _timer.DisposeAsync();
            }
        }
    }
}
