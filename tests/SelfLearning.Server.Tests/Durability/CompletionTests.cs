using System.Collections.Immutable;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>An outcome that was sent for itself is counted once, whatever is lost or dies.</summary>
public sealed class CompletionTests
{
    [Fact]
    public async Task An_outcome_sent_again_counts_once_also_after_a_flush_and_a_crash()
    {
        await using var folk = await Folk.StartAsync();
        var outcome = Outcome(folk.NewId()) with { Quality = 0.5 };

        Assert.Equal(CompletionReceipt.Recorded, await SendAsync(folk, outcome));
        Assert.Equal(CompletionReceipt.Duplicate, await SendAsync(folk, outcome));
        await folk.Context.WakeAsync();
        await folk.Cluster.DeactivateAsync(Folk.Module, "folk");
        Assert.Equal(CompletionReceipt.Duplicate, await SendAsync(folk, outcome));
        await using var next = await folk.CrashAsync();
        Assert.Equal(CompletionReceipt.Duplicate, await SendAsync(next, outcome));

        await AssertCountedAsync(next, 1);
        await next.AssertCountedAsync(1);
    }

    [Fact]
    public async Task What_died_with_its_context_before_it_was_flushed_is_counted_when_it_is_sent_again()
    {
        await using var folk = await Folk.StartAsync();
        await SendAsync(folk, Outcome(folk.NewId()));
        await folk.Context.WakeAsync();
        var outcome = Outcome(folk.NewId());
        await SendAsync(folk, outcome);
        await AssertCountedAsync(folk, 2);

        // What is counted and what is remembered die together.
        await using var next = await folk.CrashAsync();
        await AssertCountedAsync(next, 1);

        Assert.Equal(CompletionReceipt.Recorded, await SendAsync(next, outcome));
        await AssertCountedAsync(next, 2);
    }

    [Fact]
    public async Task Repeats_at_the_same_time_count_once()
    {
        await using var folk = await Folk.StartAsync();
        var outcome = Outcome(folk.NewId());

        var receipts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SendAsync(folk, outcome)));

        Assert.Single(receipts, CompletionReceipt.Recorded);
        await AssertCountedAsync(folk, 1);
    }

    [Fact]
    public async Task An_operation_that_ended_long_ago_is_late_and_one_that_took_long_is_not()
    {
        await using var folk = await Folk.StartAsync();
        var (quick, slow) = (folk.NewId(), folk.NewId());
        folk.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(CompletionReceipt.Late, await SendAsync(folk, Outcome(quick)));
        Assert.Equal(CompletionReceipt.Recorded, await SendAsync(folk, Outcome(slow) with { DurationMs = TimeSpan.FromHours(2).TotalMilliseconds }));
        await AssertCountedAsync(folk, 1);
    }

    [Fact]
    public async Task An_operation_that_says_it_took_longer_than_since_it_began_counts_once()
    {
        await using var folk = await Folk.StartAsync();
        var outcome = Outcome(folk.NewId()) with { DurationMs = 7_200_000 };
        folk.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(CompletionReceipt.Recorded, await SendAsync(folk, outcome));
        folk.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(CompletionReceipt.Duplicate, await SendAsync(folk, outcome));
        await AssertCountedAsync(folk, 1);
    }

    [Fact]
    public async Task An_outcome_that_breaks_a_rule_keeps_all_from_being_taken()
    {
        await using var folk = await Folk.StartAsync();
        var good = Outcome(folk.NewId());

        foreach (var bad in (OperationOutcome[])
        [
            good with { DurationMs = double.NaN }, good with { Status = (OperationStatus)9 }, good with { Quality = 1.1 }, good with { Operation = "" },
            good with { ResultId = null! }, good with { Metadata = ImmutableDictionary<string, string>.Empty.Add("a", null!) },
        ])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => folk.Context.CompleteAsync([good, bad]));
        }

        await AssertCountedAsync(folk, 0);
    }

    [Fact]
    public async Task A_context_at_rest_keeps_what_it_remembers()
    {
        await using var folk = await Folk.StartAsync(options: ("MetricsFlushInterval", "00:00:10"));
        var outcome = Outcome(folk.NewId());
        await SendAsync(folk, outcome);
        for (var i = 0; i < 5; i++)
        {
            folk.Time.Advance(TimeSpan.FromSeconds(11));
            await folk.Context.WakeAsync();
        }

        Assert.Equal(CompletionReceipt.Duplicate, await SendAsync(folk, outcome));
        await AssertCountedAsync(folk, 1);
    }

    private static OperationOutcome Outcome(string id) => new() { ResultId = id, Status = OperationStatus.Success, DurationMs = 5 };

    private static async Task<CompletionReceipt> SendAsync(Folk folk, OperationOutcome outcome) => Assert.Single(await folk.Context.CompleteAsync([outcome]));

    private static async Task AssertCountedAsync(Folk folk, int operations) => Assert.Equal(operations, (await folk.SummaryAsync()).TotalOperations);
}
