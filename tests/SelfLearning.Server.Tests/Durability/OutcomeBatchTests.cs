using SelfLearning.Learning;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>A batch of outcomes is counted once, whatever is lost or dies, and only where a holder of the context's key has written it.</summary>
public sealed class OutcomeBatchTests
{
    [Fact]
    public async Task A_batch_sent_again_counts_once_and_is_answered_as_the_first_time()
    {
        await using var folk = await Folk.StartAsync();
        var batch = Folk.Batch(1, 1, Outcomes(folk, 3));

        var first = await folk.Context.RecordOutcomesAsync(batch);
        var second = await folk.Context.RecordOutcomesAsync(batch);

        Assert.Equal(first.Version, second.Version);
        await AssertCountedAsync(folk, 3);
    }

    [Fact]
    public async Task A_batch_sent_again_after_its_context_was_flushed_and_deactivated_counts_once()
    {
        await using var folk = await Folk.StartAsync();
        var batch = Folk.Batch(1, 1, Outcomes(folk, 3));
        await folk.Context.RecordOutcomesAsync(batch);
        await folk.Context.WakeAsync();
        await folk.Cluster.DeactivateAsync(Folk.Module, "folk");

        await folk.Context.RecordOutcomesAsync(batch);
        await AssertCountedAsync(folk, 3);
        await using var next = await folk.CrashAsync();
        await next.Context.RecordOutcomesAsync(batch);
        await AssertCountedAsync(next, 3);
        await next.Context.RecordOutcomesAsync(Folk.Batch(1, 2, Outcomes(folk, 2)));
        await AssertCountedAsync(next, 5);
    }

    [Fact]
    public async Task A_batch_whose_context_died_before_it_was_flushed_is_counted_when_it_is_sent_again()
    {
        await using var folk = await Folk.StartAsync();
        await folk.Context.RecordOutcomesAsync(Folk.Batch(1, 1, Outcomes(folk, 2)));
        await folk.Context.WakeAsync();
        var batch = Folk.Batch(1, 2, Outcomes(folk, 3));
        await folk.Context.RecordOutcomesAsync(batch);
        await AssertCountedAsync(folk, 5);

        // What is counted and what is remembered die together.
        await using var next = await folk.CrashAsync();
        await AssertCountedAsync(next, 2);
        await next.Context.RecordOutcomesAsync(batch);

        await AssertCountedAsync(next, 5);
    }

    [Fact]
    public async Task Outboxes_do_not_know_each_other()
    {
        await using var folk = await Folk.StartAsync();

        foreach (var (outbox, number) in new[] { (1, 1), (2, 1), (1, 2), (2, 1), (2, 2), (1, 1) })
            await folk.Context.RecordOutcomesAsync(Folk.Batch(outbox, number, Outcomes(folk, 1)));

        await AssertCountedAsync(folk, 4);
    }

    [Fact]
    public async Task A_batch_that_was_changed_or_is_of_another_context_is_refused_by_name_and_nothing_of_it_counts()
    {
        await using var folk = await Folk.StartAsync();
        var batch = Folk.Batch(1, 1, Outcomes(folk, 3));
        var changed = batch.ToArray();
        changed[^40] ^= 1;
        var cut = batch[..^1];
        var unknownEpoch = batch.ToArray();
        unknownEpoch[2] = 77;

        foreach (var wrong in (byte[][])[changed, cut, unknownEpoch, [], new byte[500]])
        {
            var error = await Assert.ThrowsAsync<MetricsException>(() => folk.Context.RecordOutcomesAsync(wrong));
            Assert.Equal((Folk.Module, "folk", false), (error.Module, error.Context, error.IsRetryable));
        }

        var elsewhere = await Assert.ThrowsAsync<MetricsException>(() => folk.Cluster.Context(Folk.Module, "jazz").RecordOutcomesAsync(batch));
        Assert.Equal("jazz", elsewhere.Context);
        await AssertCountedAsync(folk, 0);
        // Its number is not taken either.
        await folk.Context.RecordOutcomesAsync(batch);
        await AssertCountedAsync(folk, 3);
    }

    [Fact]
    public async Task The_qualities_of_a_batch_are_judged_together_and_once()
    {
        await using var folk = await Folk.StartAsync();
        var batch = Folk.Batch(1, 1, Outcomes(folk, 5).Select(outcome => outcome with { Quality = 0.5 }));

        await folk.Context.RecordOutcomesAsync(batch);
        await folk.Context.RecordOutcomesAsync(batch);

        Assert.Equal(5, (await folk.ViewAsync()).QueuedFeedbacks);
        await folk.AssertCountedAsync(5);
    }

    [Fact]
    public async Task Outcomes_count_where_their_operations_ended_and_never_ahead_of_the_silos_clock()
    {
        await using var folk = await Folk.StartAsync();
        var late = Folk.OutcomeAt(folk.Now, 1);
        var future = Folk.OutcomeAt(folk.Now.AddDays(300), 2) with { DurationMs = double.MaxValue };
        folk.Time.Advance(TimeSpan.FromMinutes(59));
        await folk.Context.RecordOutcomesAsync(Folk.Batch(1, 1, late, future));
        Assert.Equal(2, (await folk.Context.GetSummaryAsync("1h")).TotalOperations);

        folk.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(1, (await folk.Context.GetSummaryAsync("1h")).TotalOperations);
    }

    [Fact]
    public async Task Outcomes_that_come_late_do_not_take_the_last_activity_back()
    {
        await using var folk = await Folk.StartAsync();
        var late = Folk.OutcomeAt(folk.Now, 1);
        folk.Time.Advance(TimeSpan.FromMinutes(30));
        await folk.Context.RecordOutcomesAsync(Folk.Batch(1, 1, Outcomes(folk, 1)));
        var last = folk.Now;
        folk.Time.Advance(TimeSpan.FromMinutes(5));

        await folk.Context.RecordOutcomesAsync(Folk.Batch(2, 1, late));
        for (var i = 0; i < 2; i++) await folk.Context.WakeAsync(); // The first one may join the flush that is due.

        var listed = Assert.Single(await folk.Catalog.GetContextsAsync(null, 10));
        Assert.Equal((2, last), (listed.Operations, listed.LastActivity));
    }

    [Fact]
    public async Task A_context_without_hosts_keeps_no_marks_and_a_silent_outbox_is_forgotten()
    {
        await using var folk = await Folk.StartAsync();
        await folk.Context.RecordFailureAsync("process", null, "refused");
        await folk.Context.WakeAsync();
        Assert.Empty(Stored(folk).Outboxes);
        await folk.Context.RecordOutcomesAsync(Folk.Batch(1, 1, Outcomes(folk, 1)));
        await folk.Context.WakeAsync();
        Assert.Equal(24, Stored(folk).Outboxes.Length);

        folk.Time.Advance(OutboxMarks.Memory + TimeSpan.FromSeconds(1));
        await folk.Context.RecordFailureAsync("process", null, "refused");
        await folk.Context.WakeAsync();

        Assert.Empty(Stored(folk).Outboxes);
    }

    private static MetricsRecord Stored(Folk folk) =>
        new RecordSerializer().Deserialize<MetricsRecord>(new BinaryData(folk.Storage.RecordsOf(Folk.Grain)["metrics"]));

    private static IEnumerable<EndedOperation> Outcomes(Folk folk, int count) =>
        Enumerable.Range(0, count).Select(i => Folk.OutcomeAt(folk.Now, (i + 1) * 1_000_003L));

    private static async Task AssertCountedAsync(Folk folk, int operations) => Assert.Equal(operations, (await folk.SummaryAsync()).TotalOperations);
}
