using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Definitions;

[Collection(SharedScriptCluster.Name)]
public sealed class OptionsTests(ScriptCluster cluster)
{
    [Fact]
    public async Task Changed_options_reach_contexts_that_are_in_use()
    {
        var module = await cluster.HostedAsync("reach");
        var ids = await module.OperateAsync("folk", 3);
        var (options, etag) = await module.GetOptionsAsync();

        var changed = await module.SetOptionsAsync(options with { QueueLimit = 2, MinimumFeedback = 2, MetricsCollectionLevel = MetricsCollectionLevel.Minimal }, etag);

        Assert.NotEqual(etag, changed.ETag);
        Assert.Equal(changed, await module.GetOptionsAsync());
        var receipts = await module.ApplyFeedbackAsync([.. ids.Select(id => new ResultFeedback(id, Feedback.FromRating(3, time: cluster.Time)))]);
        Assert.Equal([FeedbackReceipt.Accepted, FeedbackReceipt.Accepted, FeedbackReceipt.Overloaded], receipts);
        Assert.Empty(await module.GetMetricsAsync(new MetricsFilter { Context = "folk" }));
        await using var operation = await module.BeginAsync<SceneConfig>("folk");
        Assert.Equal(MetricsCollectionLevel.Minimal, operation.Config.MetricsCollectionLevel);
    }

    [Fact]
    public async Task A_change_with_an_old_tag_is_an_error_and_changes_nothing()
    {
        var module = await cluster.HostedAsync("conflict");
        var (options, etag) = await module.GetOptionsAsync();
        var changed = await module.SetOptionsAsync(options with { AdaptationThreshold = 0.9 }, etag);

        var error = await Assert.ThrowsAsync<ModuleConfigurationException>(() => module.SetOptionsAsync(options with { AdaptationThreshold = 0.6 }, etag));

        Assert.Equal("conflict", error.Module);
        Assert.Contains("read them again", error.Message, StringComparison.Ordinal);
        Assert.Equal(changed, await module.GetOptionsAsync());
    }

    [Fact]
    public async Task Options_out_of_range_are_refused_by_name()
    {
        var module = await cluster.HostedAsync("ranges");
        var (options, etag) = await module.GetOptionsAsync();

        var error = await Assert.ThrowsAsync<ModuleConfigurationException>(() => module.SetOptionsAsync(options with { AdaptationThreshold = 1.5 }, etag));

        Assert.Contains(nameof(ModuleOptions.AdaptationThreshold), error.Message, StringComparison.Ordinal);
        Assert.Equal(options, (await module.GetOptionsAsync()).Options);
    }

    [Fact]
    public async Task Options_a_person_set_outlast_a_registration_of_the_same_revision_and_end_with_the_next()
    {
        var module = await cluster.HostedAsync("outlast");
        var (options, etag) = await module.GetOptionsAsync();
        await module.SetOptionsAsync(options with { AdaptationThreshold = 0.9 }, etag);

        Assert.Equal(0.9, (await module.RegisterAsync(ScriptCluster.Definition("outlast"))).Options.AdaptationThreshold);
        Assert.Equal(0.7, (await module.RegisterAsync(ScriptCluster.Definition("outlast", revision: 2))).Options.AdaptationThreshold);
    }

    [Fact]
    public async Task A_process_timeout_set_at_run_time_holds_for_the_next_call()
    {
        var (options, etag) = await cluster.Scripted.GetOptionsAsync();
        etag = (await cluster.Scripted.SetOptionsAsync(options with { ProcessTimeout = TimeSpan.FromSeconds(2) }, etag)).ETag;
        var call = cluster.Scripted.ProcessAsync(new Script("timeout", "wait"));
        await Eventually.HoldsAsync(() => cluster.Gates["timeout"].Runs == 1, "the module runs");

        cluster.Time.Advance(TimeSpan.FromSeconds(2));

        var error = await Assert.ThrowsAsync<ModuleProcessingException>(() => call);
        Assert.Contains("00:00:02", error.Message, StringComparison.Ordinal);
        await cluster.Scripted.SetOptionsAsync(options, etag);
    }
}
