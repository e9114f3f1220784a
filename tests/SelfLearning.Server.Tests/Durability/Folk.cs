using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>
/// A cluster with one context under test, <c>poems/folk</c>. Nothing is learned unless a test asks for it or moves the time, and result
/// ids of any age and policy version can be made.
/// </summary>
internal sealed class Folk : IAsyncDisposable
{
    public const string Module = "poems";
    public static readonly ContextKey Key = ContextKey.Parse("folk");
    public static readonly GrainId Grain = GrainId.Create("selflearning.context", "poems/folk");
    public static readonly GrainId Shard = GrainId.Create("selflearning.catalog", GrainNames.CatalogGrain(Module, GrainNames.ShardOf(Key)));

    private static readonly SigningKeys Keys = SigningKeys.Parse(Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)]), []);
    private static long _token;

    private Folk(LearningCluster cluster) => Cluster = cluster;

    public LearningCluster Cluster { get; }

    public ControlledStorage Storage => Cluster.Storage;

    public FakeTimeProvider Time => Cluster.Time;

    public DateTimeOffset Now => Time.GetUtcNow();

    public IContextGrain Context => Cluster.Context(Module, Key.Text);

    public ICatalogGrain Catalog => Cluster.Grains.GetGrain<ICatalogGrain>(GrainNames.CatalogGrain(Module, GrainNames.ShardOf(Key)));

    public static async Task<Folk> StartAsync(
        ControlledStorage? storage = null, FakeTimeProvider? time = null, Action<ISiloBuilder>? silo = null, params (string Name, string Value)[] options)
    {
        var settings = new Dictionary<string, string?> { ["LearningInterval"] = "1.00:00:00", ["MetricsFlushInterval"] = "01:00:00" };
        foreach (var (name, value) in options) settings[name] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new Folk(await LearningCluster.StartAsync(
            modules => modules.AddModule<PoemModule>(Module, configuration),
            builder =>
            {
                builder.Services.AddSingleton<PoemGate>();
                // Part of the keys of some storages.
                builder.Services.PostConfigure<ClusterOptions>(cluster => cluster.ServiceId = "durability");
                silo?.Invoke(builder);
            },
            storage, time));
    }

    /// <summary>The outcome of an operation that served the values in use.</summary>
    public static EndedOperation OutcomeAt(DateTimeOffset decidedAt, long token, long version = 1) => new()
    {
        Decision = new Decision(decidedAt.ToUnixTimeMilliseconds(), token, version, -1, 0, Keys.CurrentEpoch),
        Operation = "run",
        Status = OperationStatus.Success,
        DurationMs = 5,
    };

    /// <summary>A batch as a host sends it.</summary>
    public static byte[] Batch(long outbox, long number, params IEnumerable<EndedOperation> outcomes)
    {
        var batch = new OutcomeBatch(outbox, number);
        foreach (var outcome in outcomes) batch.Add(outcome);
        return batch.Seal(Keys.CurrentEpoch, Keys.DeriveContextKey(Keys.CurrentEpoch, Module, Key)!);
    }

    /// <summary>The id of a decision that served the values in use.</summary>
    public static string IdOf(DateTimeOffset decidedAt, long version = 1, int candidate = -1, string module = Module, string context = "folk") =>
        Sign(new ResultId(module, ContextKey.Parse(context), decidedAt, Interlocked.Increment(ref _token), version, candidate, 0, Keys.CurrentEpoch));

    public static string Sign(ResultId id) => id.Format(Keys.DeriveContextKey(Keys.CurrentEpoch, id.Module, id.Context)!);

    public string NewId() => IdOf(Now);

    /// <summary>A judgement that is newer than all before.</summary>
    public Feedback Judge(double quality = 0.5, FeedbackSource source = FeedbackSource.User)
    {
        Time.Advance(TimeSpan.FromTicks(1));
        return Feedback.FromQuality(quality, source, time: Time);
    }

    public async Task<FeedbackReceipt> SendAsync(string id, Feedback feedback) =>
        (await Context.ApplyFeedbackAsync([new ResultFeedback(id, feedback)]))[0];

    /// <summary>Sends many feedbacks in calls of 100.</summary>
    public async Task<List<FeedbackReceipt>> SendAsync(IEnumerable<ResultFeedback> feedbacks)
    {
        var receipts = new List<FeedbackReceipt>();
        foreach (var chunk in feedbacks.Chunk(100)) receipts.AddRange(await Context.ApplyFeedbackAsync([.. chunk]));
        return receipts;
    }

    /// <summary>New feedbacks for new decisions of one time.</summary>
    public List<ResultFeedback> NewFeedbacks(int count, DateTimeOffset? decidedAt = null, double quality = 0.5, long version = 1) =>
        [.. Enumerable.Range(0, count).Select(_ => new ResultFeedback(IdOf(decidedAt ?? Now, version), Judge(quality)))];

    /// <summary>Lets time pass in which decisions can be made: with a policy that is in force before it.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await Context.GetHostPolicyAsync(0);
        Time.Advance(time);
    }

    /// <summary>Sends feedbacks that must be taken, and learns them.</summary>
    public async Task LearnAsync(IReadOnlyList<ResultFeedback> feedbacks)
    {
        Assert.All(await SendAsync(feedbacks), receipt => Assert.Equal(FeedbackReceipt.Accepted, receipt));
        await DrainAsync();
    }

    public async Task DrainAsync()
    {
        // At least once: a cycle that has emptied the queue may still be on its way to storage, and a request waits for it.
        do await Context.TriggerLearningCycleAsync();
        while ((await ViewAsync()).QueuedFeedbacks > 0);
    }

    public Task<PolicyView> ViewAsync() => Context.GetPolicyAsync();

    public async Task<PerformanceSummary> SummaryAsync() => await Context.GetSummaryAsync("30d");

    /// <summary>That so many feedbacks were learned, and counted in the metrics, once each.</summary>
    public async Task AssertCountedAsync(int feedbacks, double meanQuality = 0.5)
    {
        await DrainAsync();
        var view = await ViewAsync();
        Assert.Equal(feedbacks, view.LearnedFeedbacks);
        foreach (var estimate in view.Estimates.Where(e => e.InUse))
        {
            Assert.Equal(feedbacks, estimate.Count);
            Assert.Equal(meanQuality, estimate.Mean!.Value, 9);
        }

        var summary = await SummaryAsync();
        Assert.Equal(feedbacks, summary.QualityCount);
        Assert.Equal(meanQuality, summary.AverageQuality!.Value, 9);
    }

    public LearningRecord Stored() => new RecordSerializer().Deserialize<LearningRecord>(new BinaryData(Storage.RecordsOf(Grain)["learning"]));

    /// <summary>What a new cluster finds when the world stops now.</summary>
    public Task<Folk> CrashAsync(params (string Name, string Value)[] options) => StartAsync(Storage.Copy(), Time, null, options);

    /// <summary>Moves the time past what is due and lets timers run until a condition holds.</summary>
    public async Task UntilAsync(Func<bool> holds, TimeSpan? step = null) => await UntilAsync(() => Task.FromResult(holds()), step);

    public async Task UntilAsync(Func<Task<bool>> holds, TimeSpan? step = null)
    {
        for (var since = Stopwatch.GetTimestamp(); !await holds();)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(1), "It has not happened within a minute.");
            Time.Advance(step ?? TimeSpan.Zero);
            await Task.Delay(2);
        }
    }

    /// <summary>Ends the silos without the seconds an orderly end takes.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Cluster.Orleans.Silos.ToList()) await Cluster.Orleans.KillSiloAsync(silo);
        await Cluster.DisposeAsync();
    }
}
