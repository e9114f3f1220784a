using Microsoft.Extensions.Logging;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>Writes that fail, or only seem to.</summary>
public sealed class StorageFaultTests
{
    private static readonly Decider Ada = new("ada");

    [Fact]
    public async Task A_duplicate_is_not_answered_before_the_write_it_speaks_of_and_fails_with_it()
    {
        await using var folk = await Folk.StartAsync();
        await folk.LearnAsync(folk.NewFeedbacks(1));
        var (reached, release) = HoldAndFailWrites(folk);
        var (id, feedback) = (folk.NewId(), folk.Judge());
        var first = folk.SendAsync(id, feedback);
        await reached.Task;
        var second = folk.SendAsync(id, feedback);
        await folk.ViewAsync(); // Everything sent before has had its turn.
        Assert.False(second.IsCompleted);
        release.SetResult();
        Assert.Equal(Overloaded, await first);
        Assert.Equal(Overloaded, await second);
    }

    [Fact]
    public async Task A_storage_that_is_silent_is_answered_for_within_five_seconds_and_what_it_kept_counts_once()
    {
        await using var folk = await Folk.StartAsync();
        await folk.LearnAsync(folk.NewFeedbacks(1));
        var (reached, release) = (NewSource(), NewSource());
        folk.Storage.BeforeWrite = async (name, _, _) =>
        {
            if (name != "learning") return;
            reached.TrySetResult();
            await release.Task;
        };
        var (id, feedback) = (folk.NewId(), folk.Judge() with { Comment = "slow, but good" });
        var first = folk.SendAsync(id, feedback);
        await reached.Task;
        await folk.ViewAsync();
        Assert.False(first.IsCompleted);

        folk.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(Overloaded, await first);
        Assert.Single(await folk.Context.GetFeedbackAsync());
        release.SetResult();

        var receipt = Overloaded;
        await folk.UntilAsync(async () => (receipt = await folk.SendAsync(id, feedback)) != Overloaded);
        Assert.Equal(Duplicate, receipt);
        var received = await folk.Context.GetFeedbackAsync();
        Assert.Equal(2, received.Length);
        Assert.Equal((id, "slow, but good", Accepted), (received[0].ResultId, received[0].Feedback.Comment, received[0].Receipt));
        await folk.AssertCountedAsync(2);
    }

    [Fact]
    public async Task The_first_feedback_of_a_quiet_context_that_nobody_repeats_after_a_slow_mark_is_listed_and_learned_by_the_interval()
    {
        // Shorter than the silence after which the catalog wakes a context.
        await using var folk = await Folk.StartAsync(options: [("LearningInterval", "00:00:30"), ("MinimumFeedback", "1")]);
        var (reached, release) = (NewSource(), NewSource());
        folk.Storage.BeforeWrite = async (name, _, _) =>
        {
            if (name != "catalog") return;
            reached.TrySetResult();
            await release.Task;
        };
        var first = folk.SendAsync(folk.NewId(), folk.Judge());
        await reached.Task;
        await folk.ViewAsync();
        folk.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(Overloaded, await first);

        release.SetResult();
        await folk.UntilAsync(async () => (await folk.Context.GetFeedbackAsync()).Length == 1);
        folk.Time.Advance(TimeSpan.FromSeconds(30));

        await folk.UntilAsync(async () => await folk.ViewAsync() is { QueuedFeedbacks: 0, LearnedFeedbacks: 1 });
    }

    [Fact]
    public async Task A_policy_that_is_shown_is_on_storage_so_that_what_is_decided_with_it_is_not_late_after_a_failed_write()
    {
        await using var folk = await Folk.StartAsync();
        await folk.LearnAsync(folk.NewFeedbacks(1));
        var (reached, release) = HoldAndFailWrites(folk);
        var pinning = folk.Context.PinAsync("structure", "hook-first", Ada);
        await reached.Task;
        var shown = (await folk.ViewAsync()).Policy.Version;
        release.SetResult();
        await Assert.ThrowsAnyAsync<SelfLearningException>(() => pinning);
        folk.Storage.Heal();

        var (id, feedback, receipt) = (Folk.IdOf(folk.Now, shown), folk.Judge(), Overloaded);
        await folk.UntilAsync(async () => (receipt = await folk.SendAsync(id, feedback)) != Overloaded, TimeSpan.FromSeconds(1));
        Assert.Equal(Accepted, receipt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_failed_write_the_last_policy_is_served_and_everything_counts_once_when_storage_is_back(bool isStored)
    {
        await using var folk = await Folk.StartAsync();
        var poems = folk.Cluster.Client.GetModule<PoemRequest, Poem>(Folk.Module);
        await poems.ProcessAsync(new PoemRequest("folk"));
        var before = folk.NewFeedbacks(5);
        await folk.LearnAsync(before);
        await folk.Cluster.Orleans.DeactivateAsync(folk.Context); // Flushes.
        await folk.ViewAsync();
        var policy = (await folk.ViewAsync()).Policy;
        var metricsWrites = folk.Storage.WritesOf("metrics");
        if (isStored) folk.Storage.AfterWrite = (name, _) => name == "learning" ? throw new IOException("disk") : Task.CompletedTask;
        else folk.Storage.BeforeWrite = (name, _, _) => name == "learning" ? throw new IOException("disk") : Task.CompletedTask;
        folk.Storage.BeforeRead = (_, _) => throw new IOException("disk");

        var during = folk.NewFeedbacks(8);
        Assert.All(await folk.SendAsync(during), receipt => Assert.Equal(Overloaded, receipt));
        Assert.All(await folk.SendAsync(before), receipt => Assert.Equal(Overloaded, receipt));
        var error = await Assert.ThrowsAsync<AdaptationException>(() => folk.Context.PinAsync("structure", null, Ada));
        Assert.True(error.IsRetryable);
        Assert.True((await Assert.ThrowsAsync<AdaptationException>(() => folk.Context.ApproveAsync(1, Ada))).IsRetryable);
        Assert.True((await Assert.ThrowsAsync<AdaptationException>(() => folk.Context.TriggerLearningCycleAsync())).IsRetryable);
        var served = await poems.ProcessAsync(new PoemRequest("folk"));
        Assert.Equal(policy.Version, Parse(served.Id).PolicyVersion);
        Assert.True(folk.Cluster.Log.Has(LogLevel.Error, "storage failed"));

        // Storage is back for the third attempt only; until then nothing is written.
        await folk.UntilAsync(() => Failures(folk) >= 2, TimeSpan.FromSeconds(1));
        folk.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Overloaded, await folk.SendAsync(during[0].ResultId, during[0].Feedback));
        Assert.Equal(metricsWrites, folk.Storage.WritesOf("metrics"));
        folk.Storage.Heal();
        await folk.UntilAsync(() => folk.Cluster.Log.Has(LogLevel.Information, "storage can be read again"), TimeSpan.FromSeconds(1));

        Assert.Empty((await folk.ViewAsync()).Pins);
        Assert.All(await folk.SendAsync(during), receipt => Assert.Equal(isStored ? Duplicate : Accepted, receipt));
        Assert.All(await folk.SendAsync(before), receipt => Assert.Equal(Duplicate, receipt));
        Assert.NotNull(await folk.Context.PinAsync("structure", null, Ada));
        await folk.AssertCountedAsync(13);
        await using var next = await folk.CrashAsync();
        Assert.All(await next.SendAsync(during), receipt => Assert.Equal(Duplicate, receipt));
        await next.AssertCountedAsync(13);
    }

    [Fact]
    public async Task A_learning_cycle_whose_write_fails_is_repeated_and_counts_once()
    {
        await using var folk = await Folk.StartAsync();
        var feedbacks = folk.NewFeedbacks(9);
        await folk.SendAsync(feedbacks);
        folk.Storage.BeforeWrite = (name, _, _) => name == "learning" ? throw new IOException("disk") : Task.CompletedTask;
        Assert.True((await Assert.ThrowsAsync<AdaptationException>(() => folk.Context.TriggerLearningCycleAsync())).IsRetryable);
        folk.Storage.Heal();
        await folk.UntilAsync(() => folk.Cluster.Log.Has(LogLevel.Information, "storage can be read again"), TimeSpan.FromSeconds(1));
        Assert.Equal(9, (await folk.ViewAsync()).QueuedFeedbacks);
        await folk.AssertCountedAsync(9);
    }

    [Fact]
    public async Task A_first_policy_that_cannot_be_stored_is_not_served()
    {
        await using var folk = await Folk.StartAsync();
        folk.Storage.BeforeWrite = (name, _, _) => name == "learning" ? throw new IOException("disk") : Task.CompletedTask;
        var poems = folk.Cluster.Client.GetModule<PoemRequest, Poem>(Folk.Module);
        for (var i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<AdaptationException>(() => poems.ProcessAsync(new PoemRequest("folk")));
            Assert.True(error.IsRetryable);
        }

        folk.Storage.Heal();
        await folk.UntilAsync(() => folk.Cluster.Log.Has(LogLevel.Information, "storage can be read again"), TimeSpan.FromSeconds(1));
        var result = await poems.ProcessAsync(new PoemRequest("folk"));
        Assert.Equal(1, Parse(result.Id).PolicyVersion);
        Assert.Equal(1, folk.Stored().Policies.Single().Version);
    }

    [Theory]
    [InlineData("learning")]
    [InlineData("segment")]
    [InlineData("metrics")]
    public async Task A_conflict_ends_the_activation_and_a_retry_is_served_by_a_new_one(string record)
    {
        await using var folk = await Folk.StartAsync(options: [("QueueLimit", "1000"), ("MaximumFeedbackPerCycle", "1000"), ("MinimumFeedback", "1000")]);
        await folk.PassAsync(TimeSpan.FromHours(1));
        var hourAgo = folk.Now - TimeSpan.FromHours(1);
        await folk.LearnAsync(folk.NewFeedbacks(600, hourAgo));
        await folk.Context.WakeAsync(); // Flushes, and spills with the write.
        var known = folk.NewFeedbacks(1);
        await folk.LearnAsync(known);
        var name = Assert.Single(folk.Storage.RecordsOf(Folk.Grain).Keys, name => name.StartsWith(record, StringComparison.Ordinal));
        var conflicts = Conflicts(folk);
        folk.Storage.Touch(name, Folk.Grain);

        var sent = folk.NewFeedbacks(record == "segment" ? 600 : 1, hourAgo.AddMinutes(1));
        if (record == "metrics")
        {
            Assert.Equal(Accepted, await folk.SendAsync(sent[0].ResultId, sent[0].Feedback));
            await Assert.ThrowsAnyAsync<Exception>(() => folk.Context.WakeAsync());
        }
        else if (record == "learning")
        {
            Assert.Equal(Overloaded, await folk.SendAsync(sent[0].ResultId, sent[0].Feedback));
        }
        else
        {
            await folk.SendAsync(sent);
            try
            {
                await folk.DrainAsync();
            }
            catch (AdaptationException error)
            {
                Assert.True(error.IsRetryable);
            }

            await folk.UntilAsync(() => Conflicts(folk) > conflicts);
        }

        await folk.UntilAsync(async () => (await folk.SendAsync(sent)).All(receipt => receipt is Accepted or Duplicate));
        Assert.Equal(Duplicate, await folk.SendAsync(known[0].ResultId, known[0].Feedback));
        await folk.AssertCountedAsync(601 + sent.Count);
        if (record != "metrics") Assert.Equal(0, Degradations(folk)); // A conflict is no outage.
    }

    private static int Conflicts(Folk folk) => folk.Cluster.Log.Entries.Count(entry => entry.Id == 1301);

    private static int Degradations(Folk folk) => folk.Cluster.Log.Entries.Count(entry => entry.Id == 1300);

    private static int Failures(Folk folk) => folk.Cluster.Log.Entries.Count(entry => entry.Id == 1303);

    private static ResultId Parse(string id) => ResultId.TryParse(id, out var parsed) ? parsed : throw new ArgumentException(id);

    // The writes of what is learned wait until they are released, and fail then.
    private static (TaskCompletionSource Reached, TaskCompletionSource Release) HoldAndFailWrites(Folk folk)
    {
        var (reached, release) = (NewSource(), NewSource());
        folk.Storage.BeforeWrite = async (name, _, _) =>
        {
            if (name != "learning") return;
            reached.TrySetResult();
            await release.Task;
            throw new IOException("disk");
        };
        return (reached, release);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
