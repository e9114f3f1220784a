using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;
using Xunit.Abstractions;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>An hour with more parts than stay in memory, on the grain's state without the grain.</summary>
public sealed class BusyHourTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Batch = 500;
    private const int Batches = 260;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 10, 0, 30, TimeSpan.Zero));
    private readonly ControlledStorage _storage = new();
    private readonly Random _random = new(3);
    private readonly List<IAsyncDisposable> _owned = [];

    [Fact]
    public async Task Feedback_of_an_hour_of_many_parts_is_told_apart_without_reading_the_hour_again()
    {
        var reads = 0;
        _storage.BeforeRead = (name, _) =>
        {
            if (name.StartsWith("segment", StringComparison.Ordinal)) reads++;
            return Task.CompletedTask;
        };
        var state = await LoadAsync();
        var samples = new List<(ResultId Id, Feedback Feedback)>();
        for (var i = 0; i < Batches; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            var items = Enumerable.Range(0, Batch).Select(_ => NewItem(state)).ToList();
            Assert.All(await SendAsync(state, items), receipt => Assert.Equal(Accepted, receipt));
            await state.WithQueuedPoliciesAsync(model => model.RunCycle(_time.GetUtcNow()));
            state.Model.SettleMovements(state.Model.Cycle);
            await state.CommitAsync();
            await state.IdleAsync();
            if (i % 10 == 0) samples.Add(items[0]);
        }

        var parts = _storage.RecordsOf(Folk.Grain).Keys.Count(name => name.StartsWith("segment", StringComparison.Ordinal));
        output.WriteLine($"{Batch * Batches} feedbacks in {parts} parts, {reads} reads");
        Assert.InRange(parts, SegmentStore.Cached + 2, int.MaxValue);
        // Each part once, when it was begun.
        Assert.InRange(reads, parts, parts + 2);

        reads = 0;
        foreach (var sample in samples) Assert.Equal([Duplicate], await SendAsync(state, [sample]));
        // The part that holds it, unless it is in memory.
        Assert.InRange(reads, 1, samples.Count);

        var next = await LoadAsync();
        foreach (var sample in samples) Assert.Equal([Duplicate], await SendAsync(next, [sample]));
        Assert.Equal([Accepted], await SendAsync(next, [NewItem(next)]));
    }

    [Fact]
    public async Task A_correction_in_an_hour_of_many_parts_changes_the_part_that_holds_it()
    {
        var state = await LoadAsync();
        var first = NewItem(state);
        Assert.Equal([Accepted], await SendAsync(state, [first]));
        for (var i = 0; i < 40; i++)
        {
            await SendAsync(state, [.. Enumerable.Range(0, Batch).Select(_ => NewItem(state))]);
            await state.WithQueuedPoliciesAsync(model => model.RunCycle(_time.GetUtcNow()));
            await state.CommitAsync();
            await state.IdleAsync();
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        var corrected = first.Feedback with { Id = Guid.Parse("00000000-0000-0000-0000-000000000002"), CreatedAt = _time.GetUtcNow(), Quality = 1 };
        Assert.Equal([Corrected], await SendAsync(state, [(first.Id, corrected)]));
        for (var i = 0; i < 3; i++)
        {
            await SendAsync(state, [.. Enumerable.Range(0, Batch).Select(_ => NewItem(state))]);
            await state.WithQueuedPoliciesAsync(model => model.RunCycle(_time.GetUtcNow()));
            await state.CommitAsync();
            await state.IdleAsync();
        }

        var learned = state.Model.LearnedCount;
        var hour = state.Model.Ledger.Hours.Hours.Single();
        var next = await LoadAsync();
        Assert.Equal([Duplicate], await SendAsync(next, [(first.Id, corrected)]));
        Assert.Equal([Duplicate], await SendAsync(next, [first]));
        Assert.Equal((43 * Batch) + 1, learned);
        // No slot is in two parts: those in segments and those in the record are all there are.
        Assert.Equal(learned, hour.Slots + next.Model.Ledger.Slots.Count);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned) await owned.DisposeAsync();
    }

    private async Task<LearningState> LoadAsync()
    {
        var services = new ServiceCollection().AddMetrics().AddKeyedSingleton<IGrainStorage>(GrainNames.Storage, _storage).BuildServiceProvider();
        _owned.Add(services);
        var space = new ParameterSpace(ParameterDefinition.Categorical("structure", "verse-first", ["verse-first", "hook-first"]));
        var definition = new ModuleDefinition
        {
            Name = "poems",
            Parameters = space,
            Options = new ModuleOptions { MaximumFeedbackPerCycle = 2 * Batch },
        };
        var state = new LearningState(
            new ContextIdentity("poems", Folk.Key), definition, definitions: null!, new BettingStrategy(), new RecordStorage(services), Folk.Grain, _time,
            ActivatorUtilities.CreateInstance<ServerMetrics>(services), NullLogger.Instance);
        await state.LoadAsync();
        return state;
    }

    private (ResultId Id, Feedback Feedback) NewItem(LearningState state) => (
        new ResultId("poems", Folk.Key, _time.GetUtcNow(), _random.NextInt64(), state.Model.Policies.Current.Version, -1, 0, 0),
        new Feedback { CreatedAt = _time.GetUtcNow(), Source = FeedbackSource.User, Quality = _random.NextDouble() });

    private async Task<List<FeedbackReceipt>> SendAsync(LearningState state, IReadOnlyList<(ResultId Id, Feedback Feedback)> items)
    {
        var receipts = new List<FeedbackReceipt>();
        var settled = Task.CompletedTask;
        await state.WithSegmentsAsync([.. items.Select(item => item.Id)], segments =>
        {
            receipts.AddRange(items.Select(item => state.Model.Receive(item.Id, item.Feedback, segments, _time.GetUtcNow())));
            state.MarkDirty();
            settled = state.SettledAsync();
        });
        await settled;
        await state.IdleAsync();
        return receipts;
    }
}
