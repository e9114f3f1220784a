using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;
using SelfLearning.Server.Tests.Durability;

namespace SelfLearning.Server.Tests.Metrics;

/// <summary>A context that is not in use keeps the bytes of its metrics alone, and nobody notices.</summary>
public sealed class RestTests
{
    private static readonly ContextIdentity Identity = new("poems", Folk.Key);
    private static readonly SigningKeys Keys = new(0, new Dictionary<int, byte[]> { [0] = new byte[32] });
    private static readonly MetricsFilter All = new() { Context = "folk" };
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 10, 0, 30, TimeSpan.Zero));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_context_that_rests_in_between_counts_and_answers_as_one_that_never_does(int seed)
    {
        var random = new Random(seed);
        var (resting, restingStorage) = New();
        var (awake, awakeStorage) = New();
        var rests = 0;
        for (var step = 0; step < 400; step++)
        {
            _time.Advance(TimeSpan.FromMinutes(random.Next(30)));
            var kind = random.Next(6);
            var operation = Operation(step, random);
            var feedback = new Feedback { CreatedAt = _time.GetUtcNow(), Source = FeedbackSource.User, Quality = 0.5, Comment = step % 2 == 0 ? "good" : null };
            foreach (var state in (MetricsState[])[resting, awake])
            {
                if (kind == 0) state.CountQuality(_time.GetUtcNow().AddHours(-1), 0.25);
                else if (kind == 1) state.TakeIn([new QualityMovement(step, _time.GetUtcNow().AddHours(-2).ToUnixTimeSeconds() / 60, 1, 0.5, 0.25)], step);
                else if (kind == 2) state.Record(operation.Decision!.Value, feedback, FeedbackReceipt.Accepted);
                else state.Record(operation, _time.GetUtcNow(), isListed: true);
                if (step % 3 == 0) await state.FlushAsync(() => state.Describe(1, 0, false), () => 0, report: step % 9 != 0);
            }

            if (resting.TryRest() || resting.TryRest()) rests++;
            if (step % 50 != 0) continue;
            AssertSame(awake, resting);
        }

        AssertSame(awake, resting);
        foreach (var state in (MetricsState[])[resting, awake]) await state.FlushAsync(() => state.Describe(1, 0, false), () => 0, report: true);
        Assert.Equal(awakeStorage.RecordsOf(Folk.Grain)["metrics"], restingStorage.RecordsOf(Folk.Grain)["metrics"]);
        Assert.InRange(rests, 30, 400);
    }

    [Fact]
    public async Task What_was_used_since_it_was_asked_last_or_is_not_on_storage_does_not_rest()
    {
        var (state, storage) = New();
        state.Record(Operation(1, new Random(1)), _time.GetUtcNow(), isListed: true);
        Assert.False(state.TryRest());
        Assert.False(state.TryRest());

        await state.FlushAsync(() => state.Describe(0, 0, false), () => 0, report: true);
        state.Summarise(MetricsPeriod.Hour);
        Assert.False(state.TryRest());
        Assert.True(state.TryRest());
        Assert.Equal(1, storage.WritesOf("metrics"));

        state.Query(All, 10);
        Assert.False(state.TryRest());
        Assert.True(state.TryRest());
        Assert.Single(state.Query(All, 10));
    }

    [Fact]
    public void Entries_that_an_older_version_wrote_meanwhile_are_newer_than_those_it_kept()
    {
        var kept = new RecentEntries(MetricsCollectionLevel.Standard);
        for (var i = 0; i < 3; i++) kept.Add(Operation(i, new Random(1)) with { Decision = null, CallerId = $"{i}", StartedAt = _time.GetUtcNow() });
        var record = new MetricsRecord
        {
            Recent = kept.Save(),
            Entries =
            [
                .. ((string[])["4", "3"]).Select(id => new MetricEntry
                {
                    Id = id, Timestamp = _time.GetUtcNow(), Operation = "process", Status = OperationStatus.Success, DurationMs = 1, Context = "folk",
                }),
            ],
        };

        var live = new LiveMetrics(record, MetricsCollectionLevel.Standard, NewTexts);

        Assert.Equal(["4", "3", "2", "1", "0"], live.Entries.Query(All, 10, NewTexts()).Select(entry => entry.Id));
        live.SaveTo(record);
        Assert.Null(record.Entries);
    }

    [Fact]
    public void Feedback_that_an_older_version_wrote_as_text_is_read_and_written_in_binary()
    {
        var id = new Decision(_time.GetUtcNow().ToUnixTimeMilliseconds(), 7, 1, -1, 0, 0).In("poems", Folk.Key).Format(Keys.DeriveContextKey(0, "poems", Folk.Key)!);
        var old = new BinaryData($$"""
            {"version":1,"feedback":[
              {"resultId":"{{id}}","feedback":{"id":"11111111-2222-3333-4444-555555555555","createdAt":"2026-03-04T10:00:00Z","source":"user","quality":0.5,"comment":"good"},
               "receipt":"accepted","receivedAt":"2026-03-04T10:00:01Z"},
              {"resultId":"none","feedback":{"id":"11111111-2222-3333-4444-555555555556","createdAt":"2026-03-04T09:00:00Z","source":"automatic","quality":0.25},
               "receipt":"late","receivedAt":"2026-03-04T09:00:01Z"}]}
            """);
        var record = new RecordSerializer().Deserialize<MetricsRecord>(old);

        new LiveMetrics(record, MetricsCollectionLevel.Standard, NewTexts).SaveTo(record);
        Assert.Null(record.Feedback);
        var again = new LiveMetrics(record, MetricsCollectionLevel.Standard, NewTexts).Feedback.All(NewTexts());

        Assert.Equal([(id, 0.5, "good", FeedbackReceipt.Accepted), ("none", 0.25, null, FeedbackReceipt.Late)], again.Select(f => (f.ResultId, f.Feedback.Quality, f.Feedback.Comment, f.Receipt)));
    }

    private static ResultIdTexts NewTexts() => new(Keys, "poems", Folk.Key);

    private static void AssertSame(MetricsState expected, MetricsState actual)
    {
        foreach (var period in Enum.GetValues<MetricsPeriod>())
        {
            var (one, other) = (expected.Summarise(period), actual.Summarise(period));
            Assert.Equal(one.OperationCounts.OrderBy(pair => pair.Key), other.OperationCounts.OrderBy(pair => pair.Key));
            Assert.Equal(one.StatusCounts.OrderBy(pair => pair.Key), other.StatusCounts.OrderBy(pair => pair.Key));
            Assert.Equal(one, other with { OperationCounts = one.OperationCounts, StatusCounts = one.StatusCounts });
        }

        Assert.Equal(expected.Query(All, 256).ToArray(), actual.Query(All, 256).ToArray());
        Assert.Equal(expected.Feedback.ToArray(), actual.Feedback.ToArray());
        Assert.Equal((expected.IsDirty, expected.SettledCycle, expected.Describe(1, 1, true)), (actual.IsDirty, actual.SettledCycle, actual.Describe(1, 1, true)));
    }

    private EndedOperation Operation(int number, Random random) => new()
    {
        Decision = new Decision(_time.GetUtcNow().ToUnixTimeMilliseconds(), number, 1, -1, 0, 0),
        Operation = number % 4 == 0 ? "draft" : "process",
        Status = (OperationStatus)random.Next(3),
        DurationMs = random.Next(1, 1_000),
        Error = random.Next(5) == 0 ? "no" : null,
    };

    private (MetricsState State, ControlledStorage Storage) New()
    {
        var storage = new ControlledStorage();
        var services = new ServiceCollection().AddKeyedSingleton<IGrainStorage>(GrainNames.Storage, storage).BuildServiceProvider();
        return (new MetricsState(Identity, new RecordStorage(services), Folk.Grain, new DeafCatalog(), Keys, _time), storage);
    }

    /// <summary>Takes every report and keeps none.</summary>
    private sealed class DeafCatalog : ICatalogGrain
    {
        public Task ReportAsync(ContextReport report) => Task.CompletedTask;

        public Task ReportEvidenceAsync(string context, long number, byte[] evidence) => throw new NotSupportedException();

        public Task MarkQueuedAsync(string context, long mark) => throw new NotSupportedException();

        public Task ForgetAsync(string context) => throw new NotSupportedException();

        public Task<ImmutableArray<ContextInfo>> GetContextsAsync(string? after, int limit) => throw new NotSupportedException();

        public Task<PerformanceHistory> GetHistoryAsync(MetricsPeriod period, DateTimeOffset now) => throw new NotSupportedException();

        public Task<byte[]> GetSumAsync(MetricsPeriod period, DateTimeOffset now) => throw new NotSupportedException();
    }
}
