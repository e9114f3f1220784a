using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>State that a newer version wrote is refused, never overwritten; members it added survive.</summary>
public sealed class NewerVersionTests
{
    [Theory]
    [InlineData("learning")]
    [InlineData("metrics")]
    [InlineData("catalog")]
    public async Task A_record_of_a_newer_version_is_refused_and_stays_as_it_is(string name)
    {
        await using var folk = await Folk.StartAsync();
        await WriteAllAsync(folk);
        var storage = folk.Storage.Copy();
        var grain = name == "catalog" ? Folk.Shard : Folk.Grain;
        var bytes = Change(storage, name, grain, record => record["version"] = 99);

        await using var next = await Folk.StartAsync(storage, folk.Time);
        Func<Task> call = name == "catalog" ? () => next.Catalog.MarkQueuedAsync("folk", 1) : () => next.SendAsync(next.NewId(), next.Judge());
        var error = await Assert.ThrowsAnyAsync<SelfLearningException>(call);
        Assert.Contains("newer", error.Message, StringComparison.Ordinal);
        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsRetryable);
        if (name == "catalog")
        {
            // The receipt waits for the catalog; what it says is passed on.
            error = await Assert.ThrowsAnyAsync<SelfLearningException>(() => next.SendAsync(next.NewId(), next.Judge()));
            Assert.Contains("99", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(bytes, storage.RecordsOf(grain)[name]);
        await next.DisposeAsync();
        Assert.Equal(bytes, storage.RecordsOf(grain)[name]);
    }

    [Fact]
    public async Task A_definition_of_a_newer_version_keeps_the_silo_from_starting()
    {
        await using var folk = await Folk.StartAsync();
        var storage = folk.Storage.Copy();
        var grain = GrainId.Create("selflearning.definition", Folk.Module);
        var bytes = Change(storage, "definition", grain, record => record["version"] = 99);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => Folk.StartAsync(storage, folk.Time));
        Assert.Contains("99", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(bytes, storage.RecordsOf(grain)["definition"]);
    }

    [Fact]
    public async Task A_pool_of_a_newer_version_is_refused_and_stays_as_it_is()
    {
        await using var folk = await Folk.StartAsync(options: [("PoolingStrength", "0.5")]);
        var grain = GrainId.Create("selflearning.pool", Folk.Module);
        folk.Storage.Put("pool", grain, """{"version":99,"pool":""}"""u8.ToArray());

        await folk.LearnAsync(folk.NewFeedbacks(10)); // Is told to the shard, which tells it to the pool.
        folk.Time.Advance(PoolOutbox.Interval);
        var error = await Assert.ThrowsAsync<AdaptationException>(() => folk.Cluster.Grains.GetGrain<IPoolGrain>(Folk.Module).GetAsync());

        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => folk.Cluster.Log.Has(LogLevel.Warning, "could not be told to the pool"), "the shard was refused too", () => folk.Time.Advance(PoolOutbox.Interval));
        Assert.Equal("""{"version":99,"pool":""}"""u8.ToArray(), folk.Storage.RecordsOf(grain)["pool"]);
    }

    [Fact]
    public async Task A_segment_of_a_newer_version_is_refused_and_stays_as_it_is()
    {
        await using var folk = await Folk.StartAsync(options: [("MaximumFeedbackPerCycle", "1000")]);
        await WriteAllAsync(folk);
        var storage = folk.Storage.Copy();
        var segment = storage.RecordsOf(Folk.Grain).Keys.Single(name => name.StartsWith("segment", StringComparison.Ordinal));
        var bytes = Change(storage, segment, Folk.Grain, record =>
        {
            var content = Convert.FromBase64String((string)record["segment"]!);
            content[0] = 99;
            record["segment"] = Convert.ToBase64String(content);
        });

        await using var next = await Folk.StartAsync(storage, folk.Time);
        var error = await Assert.ThrowsAsync<AdaptationException>(() => next.SendAsync(Folk.IdOf(next.Now.AddHours(-1)), next.Judge()));

        Assert.Contains("format 99", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsRetryable);
        Assert.Equal(Accepted, await next.SendAsync(next.NewId(), next.Judge())); // Other hours go on.
        await next.DrainAsync();
        Assert.Equal(bytes, storage.RecordsOf(Folk.Grain)[segment]);
    }

    [Fact]
    public async Task A_signing_key_of_a_newer_version_keeps_the_silo_from_starting()
    {
        var storage = new ControlledStorage();
        using (var host = await LocalSilo.StartAsync(storage)) await host.StopAsync();
        var grain = storage.Records.Single(record => record.Name == "signing-key").Grain;
        var bytes = Change(storage, "signing-key", grain, record => record["version"] = 99);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => LocalSilo.StartAsync(storage));

        Assert.Contains("form 99", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(bytes, storage.RecordsOf(grain)["signing-key"]);
    }

    [Fact]
    public async Task Members_that_a_newer_version_added_survive_a_write()
    {
        await using var folk = await Folk.StartAsync(options: [("MaximumFeedbackPerCycle", "1000")]);
        await WriteAllAsync(folk);
        var storage = folk.Storage.Copy();
        var segment = storage.RecordsOf(Folk.Grain).Keys.Single(name => name.StartsWith("segment", StringComparison.Ordinal));
        (string Name, GrainId Grain)[] records =
            [("learning", Folk.Grain), ("metrics", Folk.Grain), (segment, Folk.Grain), ("catalog", Folk.Shard), ("definition", GrainId.Create("selflearning.definition", Folk.Module))];
        foreach (var (name, grain) in records) Change(storage, name, grain, record => record["added"] = new JsonObject { ["zero"] = 0 });

        await using var next = await Folk.StartAsync(storage, folk.Time);
        var before = records.ToDictionary(r => r, r => storage.RecordsOf(r.Grain)[r.Name]);
        await WriteAllAsync(next);
        var definitions = next.Cluster.Grains.GetGrain<IDefinitionGrain>(Folk.Module);
        var options = await definitions.GetOptionsAsync();
        await definitions.SetOptionsAsync(options.Options with { MinimumFeedback = 4 }, options.ETag);
        foreach (var record in records)
        {
            var now = storage.RecordsOf(record.Grain)[record.Name];
            Assert.NotEqual(before[record], now); // It was written.
            Assert.Equal("""{"zero":0}""", JsonNode.Parse(now)!["added"]!.ToJsonString());
        }
    }

    private static async Task WriteAllAsync(Folk folk)
    {
        await folk.PassAsync(TimeSpan.FromHours(1));
        Assert.All(await folk.SendAsync(folk.NewFeedbacks(600, folk.Now.AddHours(-1))), receipt => Assert.Equal(Accepted, receipt));
        await folk.DrainAsync();
        await folk.Context.WakeAsync(); // Flushes.
        await folk.SendAsync(folk.NewFeedbacks(1));
        await folk.UntilAsync(() => folk.Storage.RecordsOf(Folk.Grain).Keys.Any(name => name.StartsWith("segment", StringComparison.Ordinal)));
    }

    private static byte[] Change(ControlledStorage storage, string name, GrainId grain, Action<JsonNode> change)
    {
        var record = JsonNode.Parse(storage.RecordsOf(grain)[name])!;
        change(record);
        var bytes = System.Text.Encoding.UTF8.GetBytes(record.ToJsonString());
        storage.Put(name, grain, bytes);
        return bytes;
    }
}
