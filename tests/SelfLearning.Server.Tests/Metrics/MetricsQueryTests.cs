using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Metrics;

[Collection(SharedScriptCluster.Name)]
public sealed class MetricsQueryTests(ScriptCluster cluster)
{
    [Fact]
    public async Task Entries_are_found_by_context_status_operation_and_time_the_newest_first()
    {
        var module = await cluster.HostedAsync("query");
        var start = cluster.Time.GetUtcNow();
        for (var i = 0; i < 8; i++)
        {
            await using var operation = await module.BeginAsync<SceneConfig>("folk");
            operation.Name = i % 2 == 0 ? "even" : "odd";
            if (i is 2 or 3) await operation.FailAsync(new InvalidOperationException($"{i}"));
            else await operation.SucceedAsync();
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await module.OperateAsync("jazz");
        var all = new MetricsFilter { Context = "folk" };

        async Task<IEnumerable<int>> FindAsync(MetricsFilter filter, int limit = 100) =>
            (await module.GetMetricsAsync(filter, limit)).Select(entry => (int)(entry.Timestamp - start).TotalSeconds);
        Assert.Equal([7, 6, 5, 4, 3, 2, 1, 0], await FindAsync(all));
        Assert.Equal([7, 6, 5], await FindAsync(all, 3));
        Assert.Equal([3, 2], await FindAsync(all with { Status = OperationStatus.Failure }));
        Assert.Equal([6, 4, 2, 0], await FindAsync(all with { Operation = "even" }));
        Assert.Equal([2], await FindAsync(all with { Operation = "even", Status = OperationStatus.Failure }));
        Assert.Equal([7, 6], await FindAsync(all with { Since = start.AddSeconds(6) }));
        Assert.Empty(await FindAsync(all with { Operation = "none" }));
        Assert.Equal("jazz", Assert.Single(await module.GetMetricsAsync(new MetricsFilter { Context = "jazz" })).Context);
    }

    [Theory]
    [InlineData(MetricsCollectionLevel.Minimal, 0)]
    [InlineData(MetricsCollectionLevel.Standard, 256)]
    [InlineData(MetricsCollectionLevel.Comprehensive, 300)]
    public async Task The_level_says_how_many_entries_are_kept(MetricsCollectionLevel level, int kept)
    {
        var module = await cluster.HostedAsync($"level-{(int)level}", new ModuleOptions { MetricsCollectionLevel = level });

        await module.OperateAsync("folk", 300);

        Assert.Equal(kept, (await module.GetMetricsAsync(new MetricsFilter { Context = "folk" }, 10_000)).Count);
        Assert.Equal(300, (await module.GetPerformanceMetricsAsync("1h", "folk")).TotalOperations);
    }

    [Fact]
    public async Task Comprehensive_entries_hold_metadata_and_parameter_values_and_others_do_not()
    {
        await cluster.Scripted.ProcessAsync(new Script("details", "annotate"));
        var (options, etag) = await cluster.Scripted.GetOptionsAsync();
        etag = (await cluster.Scripted.SetOptionsAsync(options with { MetricsCollectionLevel = MetricsCollectionLevel.Comprehensive }, etag)).ETag;
        await cluster.Scripted.ProcessAsync(new Script("details", "annotate"));
        await cluster.Scripted.SetOptionsAsync(options, etag);
        var standard = (await cluster.Scripted.GetMetricsAsync(new MetricsFilter { Context = "details" })).Select(entry => entry.Details.Count);

        etag = (await cluster.Scripted.GetOptionsAsync()).ETag;
        await cluster.Scripted.SetOptionsAsync(options with { MetricsCollectionLevel = MetricsCollectionLevel.Comprehensive }, etag);
        await cluster.Scripted.ProcessAsync(new Script("details", "annotate"));

        var details = (await cluster.Scripted.GetMetricsAsync(new MetricsFilter { Context = "details" }, 1))[0].Details;
        Assert.Equal(["length:short", "tokens:42", "warmth:0.5"], details.Select(d => $"{d.Key}:{d.Value}").Order());
        Assert.Equal([0, 0], standard);
    }

    [Fact]
    public async Task Comprehensive_entries_of_host_operations_hold_them_too()
    {
        var module = await cluster.HostedAsync("host-details", new ModuleOptions { MetricsCollectionLevel = MetricsCollectionLevel.Comprehensive, ExplorationRate = 0 });
        await using var operation = await module.BeginAsync<SceneConfig>("folk");

        await operation.SucceedAsync(metadata: System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("tokens", "42"));

        var details = (await module.GetMetricsAsync(new MetricsFilter { Context = "folk" }, 1))[0].Details;
        Assert.Equal(["length:short", "tokens:42", "warmth:0.5"], details.Select(d => $"{d.Key}:{d.Value}").Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task A_limit_out_of_its_range_is_an_error(int limit) =>
        await Assert.ThrowsAsync<MetricsException>(() => cluster.Scripted.GetMetricsAsync(new MetricsFilter { Context = "folk" }, limit));
}
