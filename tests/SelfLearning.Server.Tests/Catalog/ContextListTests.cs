using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Catalog;

[Collection(SharedScriptCluster.Name)]
public sealed class ContextListTests(ScriptCluster cluster)
{
    [Fact]
    public async Task A_context_is_listed_with_its_totals_after_its_first_flush()
    {
        var module = await cluster.HostedAsync("totals");
        await module.JudgedAsync(cluster.Cluster, "folk", 4, 0.5);
        await module.SuggestAdaptationAsync("folk", "length", "long", new Decider("ada"));
        await module.TriggerLearningCycleAsync("folk");
        var last = cluster.Time.GetUtcNow();

        cluster.Time.Advance(TimeSpan.FromSeconds(1));

        var listed = await Eventually.GetAsync(() => ListAsync(module), found => found is [{ Operations: 4, QueuedFeedback: false }], cluster.PassFlushInterval);
        Assert.Equal(new ContextInfo("folk", 4, 4, 1, false, last), Assert.Single(listed));
    }

    [Fact]
    public async Task A_context_whose_feedback_waits_is_listed_as_such_from_the_first_receipt_on()
    {
        var module = await cluster.HostedAsync("waiting");

        await module.JudgedAsync(cluster.Cluster, "folk", 1, 0.5);

        Assert.True(Assert.Single(await ListAsync(module)).QueuedFeedback);
    }

    [Fact]
    public async Task Pages_of_contexts_are_in_ordinal_order_and_complete()
    {
        var module = await cluster.HostedAsync("pages");
        string[] keys = [.. Enumerable.Range(0, 25).Select(i => $"k{i * 7 % 25:00}"), "A", "a", "~", "Z:z"];
        await ReportAsync("pages", keys);
        var grain = cluster.Cluster.Grains.GetGrain<IModuleGrain>("pages");

        var read = new List<string>();
        while (await grain.GetContextsAsync(read.LastOrDefault(), 4) is { Length: > 0 } page) read.AddRange(page.Select(info => info.Context));

        Assert.Equal(keys.Order(StringComparer.Ordinal), read);
        Assert.Equal(read, (await ListAsync(module)).Select(info => info.Context));
        await Assert.ThrowsAsync<MetricsException>(() => grain.GetContextsAsync(null, 0));
        await Assert.ThrowsAsync<MetricsException>(() => grain.GetContextsAsync(null, 1_001));
    }

    [Fact]
    public async Task The_client_reads_beyond_one_page()
    {
        var module = await cluster.HostedAsync("many-contexts");
        string[] keys = [.. Enumerable.Range(0, 1_203).Select(i => $"c{i}")];
        await ReportAsync("many-contexts", keys);

        Assert.Equal(keys.Order(StringComparer.Ordinal), (await ListAsync(module)).Select(info => info.Context));
    }

    [Fact]
    public async Task An_export_streams_policy_adaptations_and_summary_of_every_context()
    {
        var module = await cluster.HostedAsync("export");
        foreach (var context in new[] { "jazz", "folk" }) await module.OperateAsync(context, 2, quality: 0.5);
        await module.SuggestAdaptationAsync("folk", "length", "long", new Decider("ada"));
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.GetAsync(() => ListAsync(module), found => found.Count == 2, cluster.PassFlushInterval);

        var exports = new List<ContextExport>();
        await foreach (var export in module.ExportAsync()) exports.Add(export);

        Assert.Equal([("export", "folk"), ("export", "jazz")], exports.Select(e => (e.Module, e.Context)));
        Assert.Equal("long", exports[0].Policy.Policy.Values.Single(v => v.ParameterName == "length").Value);
        Assert.Equal([1, 0], exports.Select(e => e.Adaptations.Length));
        Assert.All(exports, e => Assert.Equal(("30d", 2, 0.5), (e.Summary.Period, e.Summary.TotalOperations, e.Summary.AverageQuality)));
    }

    private Task ReportAsync(string module, IEnumerable<string> contexts) => Task.WhenAll(contexts.Select(context => cluster.Cluster.Grains
        .GetGrain<ICatalogGrain>(GrainNames.CatalogGrain(module, GrainNames.ShardOf(ContextKey.Parse(context))))
        .ReportAsync(new ContextReport(1, new ContextInfo(context, 1, 0, 0, false, cluster.Time.GetUtcNow()), 0, []))));

    private static async Task<List<ContextInfo>> ListAsync(IModuleClient module)
    {
        var found = new List<ContextInfo>();
        await foreach (var info in module.GetContextsAsync()) found.Add(info);
        return found;
    }
}
