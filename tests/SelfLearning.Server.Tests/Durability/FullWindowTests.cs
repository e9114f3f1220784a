using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;
using SelfLearning.Tests;
using Xunit.Abstractions;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>The feedback window at its real length and stated rate, on the grain's state without the grain.</summary>
public sealed class FullWindowTests(ITestOutputHelper output)
{
    [Fact]
    public Task An_hour_at_the_stated_rate_is_told_apart() => RunAsync(TimeSpan.FromHours(1), 7_919);

    [FullFact]
    public Task A_week_at_the_stated_rate_is_told_apart() => RunAsync(TimeSpan.FromDays(7.1), 7_919);

    private async Task RunAsync(TimeSpan span, int sampled)
    {
        var since = Stopwatch.GetTimestamp();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 10, 0, 30, TimeSpan.Zero));
        var storage = new ControlledStorage();
        await using var services = new ServiceCollection().AddMetrics().AddKeyedSingleton<IGrainStorage>(GrainNames.Storage, storage).BuildServiceProvider();
        using var metrics = ActivatorUtilities.CreateInstance<ServerMetrics>(services);
        var space = new ParameterSpace(ParameterDefinition.Categorical("structure", "verse-first", ["verse-first", "hook-first"]));
        var definition = new ModuleDefinition { Name = "poems", Parameters = space };
        var state = new LearningState(
            new ContextIdentity("poems", Folk.Key), definition, definitions: null!, new BettingStrategy(), new RecordStorage(services), Folk.Grain, time, metrics, NullLogger.Instance);
        await state.LoadAsync();
        var largest = 0;
        storage.BeforeWrite = (name, _, bytes) =>
        {
            if (name == "learning") largest = Math.Max(largest, bytes.Length);
            return Task.CompletedTask;
        };
        var random = new Random(3);
        var samples = new List<(ResultId Id, Feedback Feedback)>();
        long sent = 0;
        for (var from = time.GetUtcNow(); time.GetUtcNow() - from < span;)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            var items = Enumerable.Range(0, 100).Select(i => NewItem(i)).ToList();
            Assert.All(await SendAsync(items), receipt => Assert.Equal(Accepted, receipt));
            if (sent / sampled != (sent + 100) / sampled) samples.Add(items[0]);
            sent += 100;
            await state.WithQueuedPoliciesAsync(model => model.RunCycle(time.GetUtcNow()));
            state.Model.SettleMovements(state.Model.Cycle); // As if the metrics were flushed.
            await state.CommitAsync();
            await state.IdleAsync();
        }

        foreach (var sample in samples)
        {
            var isLate = sample.Id.DecidedAt < time.GetUtcNow() - definition.Options.FeedbackWindow;
            Assert.Equal(isLate ? Late : Duplicate, (await SendAsync([sample]))[0]);
        }

        var segments = storage.RecordsOf(Folk.Grain).Where(record => record.Key.StartsWith("segment", StringComparison.Ordinal)).ToList();
        output.WriteLine(
            $"{sent} feedbacks in {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s; learning record at most {largest} bytes; "
            + $"{segments.Count} segments, {segments.Sum(segment => (long)segment.Value.Length) / 1e6:0} MB; {storage.WritesOf("segment")} segment writes");
        Assert.Equal(sent, state.Model.LearnedCount);
        Assert.InRange(largest, 1, 256 * 1024);

        (ResultId Id, Feedback Feedback) NewItem(int i) => (
            new ResultId("poems", Folk.Key, time.GetUtcNow() - TimeSpan.FromMilliseconds(i * 50), random.NextInt64(), state.Model.Policies.Current.Version, -1, 0, 0),
            new Feedback { CreatedAt = time.GetUtcNow(), Source = FeedbackSource.User, Quality = random.NextDouble() });

        async Task<List<FeedbackReceipt>> SendAsync(IReadOnlyList<(ResultId Id, Feedback Feedback)> items)
        {
            var receipts = new List<FeedbackReceipt>();
            var settled = Task.CompletedTask;
            await state.WithSegmentsAsync([.. items.Select(item => item.Id)], segments =>
            {
                receipts.AddRange(items.Select(item => state.Model.Receive(item.Id, item.Feedback, segments, time.GetUtcNow())));
                state.MarkDirty();
                settled = state.SettledAsync();
            });
            await settled;
            await state.IdleAsync();
            return receipts;
        }
    }
}
