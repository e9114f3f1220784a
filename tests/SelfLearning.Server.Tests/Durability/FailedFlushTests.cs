using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>Writes of metrics that fail for their caller, whether or not storage holds them.</summary>
public sealed class FailedFlushTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_flush_whose_write_failed_for_it_loses_nothing_counts_once_and_is_no_conflict(bool isStored, bool isFirst)
    {
        await using var folk = await Folk.StartAsync();
        using var conflicts = new Conflicts(folk);
        await folk.LearnAsync(folk.NewFeedbacks(1));
        if (!isFirst) await folk.Context.WakeAsync();
        await OperateAsync(folk, 4);
        await folk.LearnAsync(folk.NewFeedbacks(3));
        var cycle = (await folk.ViewAsync()).LearningCycles;
        var writes = folk.Storage.WritesOf("metrics");
        Fail(folk, isStored);

        await Assert.ThrowsAsync<IOException>(() => folk.Context.WakeAsync());
        await OperateAsync(folk, 2);
        folk.Storage.BeforeRead = (name, _) => name == "metrics" ? throw new IOException("disk") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(() => folk.Context.WakeAsync()); // What became of the write cannot be read yet.
        Assert.Equal(writes + (isStored ? 1 : 0), folk.Storage.WritesOf("metrics"));
        folk.Storage.BeforeRead = null;
        await Assert.ThrowsAsync<IOException>(() => folk.Context.WakeAsync()); // Known, and the next write fails too.
        await OperateAsync(folk, 1);
        await folk.LearnAsync(folk.NewFeedbacks(2));
        Assert.Equal(!isStored, folk.Stored().Movements.Any(movement => movement.Cycle <= cycle)); // Kept until they are in the metrics on storage.
        folk.Storage.Heal();
        for (var i = 0; i < 2; i++) await folk.Context.WakeAsync(); // The first one repeats the report.

        Assert.Equal(0, conflicts.Count);
        await AssertCountedAsync(folk, operations: 7, qualities: 6);
        await using var next = await folk.CrashAsync();
        await AssertCountedAsync(next, operations: 7, qualities: 6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_activation_that_writes_after_a_failed_flush_is_a_conflict_even_if_it_counted_as_much(bool isStored)
    {
        await using var folk = await Folk.StartAsync();
        using var conflicts = new Conflicts(folk);
        await OperateAsync(folk, 3);
        for (var i = 0; i < 2; i++) await folk.Context.WakeAsync();
        await OperateAsync(folk, 4);
        byte[] written = [];
        folk.Storage.BeforeWrite = (name, _, bytes) =>
        {
            if (name == "metrics") written = bytes;
            return name == "metrics" && !isStored ? throw new IOException("disk") : Task.CompletedTask;
        };
        if (isStored) folk.Storage.AfterWrite = (name, _) => name == "metrics" ? throw new IOException("disk") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(() => folk.Context.WakeAsync());
        folk.Storage.Heal();

        // The same numbers at the same time, of other operations.
        var serializer = new RecordSerializer();
        var other = serializer.Deserialize<MetricsRecord>(new BinaryData(written));
        other.Recent = [];
        folk.Storage.Put("metrics", Folk.Grain, serializer.Serialize(other).ToArray());

        await OperateAsync(folk, 2);
        await Assert.ThrowsAnyAsync<Exception>(() => folk.Context.WakeAsync());
        Assert.InRange(conflicts.Count, 1, 2); // The activation tries once more when it ends.
        await folk.UntilAsync(async () => (await folk.SummaryAsync()).TotalOperations == 7);
        Assert.Empty(await folk.Context.GetMetricsAsync(new MetricsFilter { Context = "folk" }, 10));
    }

    [Fact]
    public async Task A_context_whose_first_metrics_were_written_unnoticed_leaves_none_when_it_is_deleted()
    {
        await using var folk = await Folk.StartAsync();
        await OperateAsync(folk, 1);
        Fail(folk, isStored: true);
        await Assert.ThrowsAsync<IOException>(() => folk.Context.WakeAsync());
        folk.Storage.Heal();

        await folk.Context.DeleteAsync();

        Assert.Empty(folk.Storage.RecordsOf(Folk.Grain));
    }

    [Fact]
    public async Task An_activation_that_ends_while_a_flush_runs_leaves_everything_to_the_next_one_and_no_conflict()
    {
        await using var folk = await Folk.StartAsync();
        using var conflicts = new Conflicts(folk);
        await OperateAsync(folk, 1);
        for (var i = 0; i < 2; i++) await folk.Context.WakeAsync(); // The first one repeats the report.
        await OperateAsync(folk, 2);
        var (flushing, ending, release) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        folk.Storage.BeforeWrite = (name, _, _) =>
        {
            if (name != "metrics") return Task.CompletedTask;
            flushing.TrySetResult();
            return release.Task;
        };
        await folk.UntilAsync(() => flushing.Task.IsCompleted, TimeSpan.FromMinutes(10));
        await OperateAsync(folk, 1);
        Assert.Equal(FeedbackReceipt.Accepted, await folk.SendAsync(folk.NewId(), folk.Judge()));
        // What waits is learned when the activation ends.
        folk.Storage.AfterWrite = (name, _) =>
        {
            if (name == "learning") ending.TrySetResult();
            return Task.CompletedTask;
        };
        var ended = folk.Cluster.DeactivateAsync(Folk.Module, "folk");
        await ending.Task.WaitAsync(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 10; i++) await folk.Catalog.GetContextsAsync(null, 10);
        release.SetResult();
        await ended;
        folk.Storage.Heal();

        await AssertCountedAsync(folk, operations: 4, qualities: 1);
        await OperateAsync(folk, 1);
        for (var i = 0; i < 2; i++) await folk.Context.WakeAsync();
        await AssertCountedAsync(folk, operations: 5, qualities: 1);
        Assert.Equal(0, conflicts.Count);
    }

    private static void Fail(Folk folk, bool isStored)
    {
        if (isStored) folk.Storage.AfterWrite = (name, _) => name == "metrics" ? throw new IOException("disk") : Task.CompletedTask;
        else folk.Storage.BeforeWrite = (name, _, _) => name == "metrics" ? throw new IOException("disk") : Task.CompletedTask;
    }

    private static async Task OperateAsync(Folk folk, int count)
    {
        var poems = folk.Cluster.Client.GetModule<PoemRequest, Poem>(Folk.Module);
        for (var i = 0; i < count; i++) await poems.ProcessAsync(new PoemRequest("folk"));
    }

    private static async Task AssertCountedAsync(Folk folk, long operations, long qualities)
    {
        var (context, module) = (await folk.SummaryAsync(), await folk.Cluster.Grains.GetGrain<IModuleGrain>(Folk.Module).GetSummaryAsync("30d"));
        Assert.Equal((operations, qualities), (context.TotalOperations, context.QualityCount));
        Assert.Equal((operations, qualities), (module.TotalOperations, module.QualityCount));
        Assert.Equal(operations, (await folk.Catalog.GetContextsAsync(null, 10)).Single().Operations);
    }

    /// <summary>Counts the conflicts of a cluster.</summary>
    private sealed class Conflicts : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public Conflicts(Folk folk)
        {
            var meters = folk.Cluster.Orleans.Silos[0].ServiceProvider.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Name == "selflearning.storage.conflicts" && ReferenceEquals(instrument.Meter.Scope, meters)) own.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _count, count));
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
