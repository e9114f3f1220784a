using Microsoft.Extensions.Time.Testing;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Pooling;

/// <summary>A cluster with one host-run module, <c>tales</c>, in which the length "long" is always better than any other.</summary>
internal sealed class PoolRun : IAsyncDisposable
{
    public const string Module = "tales";

    public static readonly ModuleOptions Pooling = new() { PoolingStrength = 0.8, ExplorationRate = 0.5, LearningInterval = TimeSpan.FromHours(1) };

    private PoolRun(LearningCluster cluster, IModuleClient client) => (Cluster, Client) = (cluster, client);

    public LearningCluster Cluster { get; }

    public IModuleClient Client { get; }

    public ControlledStorage Storage => Cluster.Storage;

    public FakeTimeProvider Time => Cluster.Time;

    public IPoolGrain Pool => Cluster.Grains.GetGrain<IPoolGrain>(Module);

    public static async Task<PoolRun> StartAsync(ModuleOptions? options = null)
    {
        var cluster = await LearningCluster.StartAsync();
        var client = cluster.Client.GetModule(Module);
        await client.RegisterAsync(ScriptCluster.Definition(Module, options ?? Pooling));
        return new PoolRun(cluster, client);
    }

    public ICatalogGrain ShardOf(string context) =>
        Cluster.Grains.GetGrain<ICatalogGrain>(GrainNames.CatalogGrain(Module, GrainNames.ShardOf(ContextKey.Parse(context))));

    /// <summary>Runs operations, says what they are worth, learns it, and lets the time to the next report go by.</summary>
    public async Task TeachAsync(string context, int operations)
    {
        var feedbacks = new List<ResultFeedback>();
        for (var i = 0; i < operations; i++)
        {
            await using var operation = await Client.BeginAsync<SceneConfig>(context);
            var quality = operation.Config.Length == "long" ? 1 : 0.1;
            await operation.SucceedAsync();
            feedbacks.Add(new ResultFeedback(operation.Id, Feedback.FromQuality(quality, time: Time)));
        }

        // Where a test has the catalog fail, the context may not be able to say there that its queue is not empty: then all is sent again.
        var receipts = await Eventually.GetAsync(
            () => Cluster.Context(Module, context).ApplyFeedbackAsync([.. feedbacks]), given => given.All(receipt => receipt != FeedbackReceipt.Overloaded));
        Assert.All(receipts, receipt => Assert.Equal(FeedbackReceipt.Accepted, receipt));
        await LearnedAsync(context);
        PassReportInterval();
    }

    /// <summary>Lets the time to the next report go by.</summary>
    public void PassReportInterval() => Time.Advance(PoolOutbox.Interval);

    /// <summary>Learns all that waits.</summary>
    public async Task LearnedAsync(string context)
    {
        do await Client.TriggerLearningCycleAsync(context);
        while ((await Client.GetPolicyAsync(context)).QueuedFeedbacks > 0);
    }

    /// <summary>The number of feedbacks that are in the pool.</summary>
    public async Task<long> PooledAsync() => PoolModel.Load(await Pool.GetAsync()).Feedbacks;

    /// <summary>Waits until as many feedbacks are in the pool, letting time go by.</summary>
    public Task<long> PooledAsync(long feedbacks) => Eventually.GetAsync(
        async () =>
        {
            var pooled = 0L;
            try
            {
                pooled = await PooledAsync();
            }
            catch (IOException)
            {
                // The question met an activation that began before the storage was whole again.
            }

            if (pooled < feedbacks) Time.Advance(TimeSpan.FromSeconds(1));
            return pooled;
        },
        pooled => pooled >= feedbacks);

    public async ValueTask DisposeAsync()
    {
        Storage.Heal();
        foreach (var silo in Cluster.Orleans.Silos.ToList()) await Cluster.Orleans.KillSiloAsync(silo);
        await Cluster.DisposeAsync();
    }
}
