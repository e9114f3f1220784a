using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Cluster;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>A module may run for minutes: a context that has to begin anew meanwhile neither waits for its end nor spoils it.</summary>
public sealed class RunningCallTests
{
    [Fact]
    public async Task A_context_that_is_deleted_while_a_call_runs_answers_at_once_and_what_begins_anew_knows_nothing_of_the_call()
    {
        await using var folk = await Folk.StartAsync();
        await folk.LearnAsync(folk.NewFeedbacks(3));
        var kept = Guid.NewGuid();
        var running = await RunAsync(folk, kept);
        var cancelled = Guid.NewGuid();
        var unwanted = await RunAsync(folk, cancelled);

        await folk.Context.DeleteAsync();

        Assert.Equal(0, (await folk.ViewAsync()).LearnedFeedbacks);
        Assert.Equal(Accepted, await folk.SendAsync(folk.NewId(), folk.Judge()));
        await folk.Context.RecordOutcomesAsync(Folk.Batch(1, 1, Folk.OutcomeAt(folk.Now, 1)));
        await folk.Context.CancelAsync(cancelled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => unwanted);
        var attached = folk.Context.AttachAsync(kept);
        await folk.ViewAsync();
        Assert.False(running.IsCompleted);
        Gate(folk).Open();
        var reply = await running;

        Assert.Equal((OperationStatus.Success, reply.Id), (reply.Status, (await attached)!.Id));
        Assert.Equal(Late, await folk.SendAsync(reply.Id, folk.Judge()));
        await folk.AssertCountedAsync(1);
        Assert.Equal(1, (await folk.SummaryAsync()).TotalOperations);
        await folk.Context.WakeAsync();
        Assert.Equal(1, (await folk.Catalog.GetContextsAsync(null, 10)).Single().Operations);
    }

    [Fact]
    public async Task A_repeat_of_an_operation_that_runs_while_its_context_is_deleted_gets_its_result_and_one_that_had_ended_runs_anew()
    {
        await using var folk = await Folk.StartAsync();
        var poems = folk.Cluster.Client.GetModule<PoemRequest, Poem>(Folk.Module);
        var ended = await poems.ProcessAsync(new PoemRequest("folk", "short"), new ProcessOptions { OperationId = "short" });
        var running = poems.ProcessAsync(new PoemRequest("folk", "wait"), new ProcessOptions { OperationId = "long" });
        await Eventually.HoldsAsync(() => Gate(folk).RunsOf("wait") == 1, "the module runs");

        await folk.Context.DeleteAsync();

        var again = await poems.ProcessAsync(new PoemRequest("folk", "short"), new ProcessOptions { OperationId = "short" })
            .WaitAsync(TimeSpan.FromSeconds(10)); // A call has a day.
        Assert.NotEqual(ended.Id, again.Id);
        var repeat = poems.ProcessAsync(new PoemRequest("folk", "wait"), new ProcessOptions { OperationId = "long" });
        await folk.ViewAsync();
        Gate(folk).Open();
        Assert.Equal((await running).Id, (await repeat).Id);
        Assert.Equal(1, Gate(folk).RunsOf("wait"));
    }

    [Fact]
    public async Task A_context_that_was_deleted_while_a_call_ran_ends_with_the_call()
    {
        await using var folk = await Folk.StartAsync();
        var running = await RunAsync(folk, Guid.NewGuid());
        await folk.Context.DeleteAsync();
        await folk.LearnAsync(folk.NewFeedbacks(2));
        Assert.True(await IsActiveAsync(folk));

        Gate(folk).Open();
        await running;

        await folk.UntilAsync(async () => !await IsActiveAsync(folk));
        await folk.AssertCountedAsync(2);
    }

    [Theory]
    [InlineData("learning")]
    [InlineData("metrics")]
    public async Task A_conflict_while_a_call_runs_is_answered_by_what_storage_holds_and_the_call_counts(string record)
    {
        await using var folk = await Folk.StartAsync(options: ("ExplorationRate", "0")); // All serve the values in use.
        await folk.LearnAsync(folk.NewFeedbacks(1));
        await folk.Context.WakeAsync(); // Flushes.
        var running = await RunAsync(folk, Guid.NewGuid());
        var cancelled = Guid.NewGuid();
        var unwanted = await RunAsync(folk, cancelled);
        folk.Storage.Touch(record, Folk.Grain);

        var sent = folk.NewFeedbacks(1);
        Assert.Equal([record == "learning" ? Overloaded : Accepted], await folk.SendAsync(sent));
        if (record == "metrics") await Assert.ThrowsAnyAsync<Exception>(() => folk.Context.WakeAsync());

        Assert.Equal([record == "learning" ? Accepted : Duplicate], await folk.SendAsync(sent));
        var view = await folk.ViewAsync();
        Assert.Equal(2, view.LearnedFeedbacks + view.QueuedFeedbacks);
        await folk.Context.CancelAsync(cancelled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => unwanted);
        await folk.Context.WakeAsync(); // Flushes again.
        Assert.True(await IsActiveAsync(folk));
        Gate(folk).Open();
        var reply = await running;

        Assert.Equal(OperationStatus.Success, reply.Status);
        await folk.UntilAsync(async () => !await IsActiveAsync(folk));
        Assert.Equal(Corrected, await folk.SendAsync(reply.Id, folk.Judge())); // The module's own quality was learned.
        await folk.AssertCountedAsync(3);
        Assert.Equal(2, (await folk.SummaryAsync()).TotalOperations);
    }

    private static PoemGate Gate(Folk folk) => folk.Cluster.Orleans.Silos[0].ServiceProvider.GetRequiredService<PoemGate>();

    // A call that runs until the gate opens, with an automatic quality.
    private static async Task<Task<ProcessReply>> RunAsync(Folk folk, Guid call)
    {
        var runs = Gate(folk).RunsOf("wait");
        var input = JsonSerializer.SerializeToUtf8Bytes(new PoemRequest("folk", "wait", 0.5), JsonSerializerOptions.Web);
        var running = folk.Context.ProcessAsync(new ProcessRequest(Payload.OfJson(input), null, "process") { Call = call });
        await Eventually.HoldsAsync(() => Gate(folk).RunsOf("wait") > runs, "the module runs");
        return running;
    }

    private static async Task<bool> IsActiveAsync(Folk folk)
    {
        var statistics = await folk.Cluster.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return statistics.Any(activation => activation.GrainId == Folk.Grain);
    }
}
