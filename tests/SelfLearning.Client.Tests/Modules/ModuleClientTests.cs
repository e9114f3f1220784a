using SelfLearning.Client.Tests.Fakes;

namespace SelfLearning.Client.Tests.Modules;

public sealed class ModuleClientTests : IAsyncDisposable
{
    private static readonly ContextKey FolkKey = ContextKey.Parse("folk");
    private static readonly Decider Ada = new("ada", "sounds better");

    private readonly TestHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("Lyrics")]
    [InlineData("ly/rics")]
    [InlineData(null)]
    public void A_name_that_breaks_the_rule_is_refused_with_the_rule(string? name)
    {
        var error = Assert.Throws<ModuleConfigurationException>(() => _host.Client.GetModule(name!));

        Assert.Contains("1 to 63 characters", error.Message, StringComparison.Ordinal);
        Assert.Throws<ModuleConfigurationException>(() => _host.Client.GetModule<string, string>(name!));
    }

    [Fact]
    public async Task A_text_that_is_no_context_key_is_refused_with_the_rule()
    {
        var error = await Assert.ThrowsAsync<ModuleProcessingException>(() => _host.Lyrics.GetPolicyAsync("Folk & Blues"));

        Assert.Contains("ContextKey.Encode", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_decision_reaches_its_context_with_its_decider()
    {
        await _host.Lyrics.SuggestAdaptationAsync("folk", "temperature", "0.9", Ada);
        await _host.Lyrics.ApproveAsync("folk", 1, Ada);
        await _host.Lyrics.RejectAsync("folk", 2, Ada);
        await _host.Lyrics.RollBackAsync("folk", 3, Ada);
        await _host.Lyrics.PinAsync("folk", "structure", Ada);
        await _host.Lyrics.PinAsync("folk", "structure", Ada, "hook-first");
        await _host.Lyrics.ReleaseAsync("folk", "structure", Ada);
        await _host.Lyrics.ResetLearningAsync("folk", Ada);

        Assert.Equal(
            [
                ("suggest", new object?[] { new ParameterValue("temperature", "0.9"), Ada }),
                ("approve", [1L, Ada]),
                ("reject", [2L, Ada]),
                ("roll-back", [3L, Ada]),
                ("pin", ["structure", null, Ada]),
                ("pin", ["structure", "hook-first", Ada]),
                ("release", ["structure", Ada]),
                ("reset", [Ada]),
            ],
            _host.Folk.Calls.Select(c => (c.Name, c.Arguments)));
    }

    [Fact]
    public async Task A_decision_without_a_name_behind_it_is_refused()
    {
        var nobody = new Decider("");

        await Assert.ThrowsAsync<AdaptationException>(async () => await _host.Lyrics.SuggestAdaptationAsync(FolkKey, "temperature", "0.9", nobody));
        await Assert.ThrowsAsync<AdaptationException>(async () => await _host.Lyrics.ApproveAsync(FolkKey, 1, nobody));
        await Assert.ThrowsAsync<AdaptationException>(async () => await _host.Lyrics.RejectAsync(FolkKey, 1, nobody));
        await Assert.ThrowsAsync<AdaptationException>(async () => await _host.Lyrics.RollBackAsync(FolkKey, 1, nobody));
        await Assert.ThrowsAsync<AdaptationException>(async () => await _host.Lyrics.PinAsync(FolkKey, "temperature", nobody));
        await Assert.ThrowsAsync<AdaptationException>(async () => await _host.Lyrics.ReleaseAsync(FolkKey, "temperature", nobody));
        await Assert.ThrowsAsync<AdaptationException>(async () => await _host.Lyrics.ResetLearningAsync(FolkKey, nobody));
        Assert.Empty(_host.Folk.Calls);
    }

    [Theory]
    [InlineData("", "0.9")]
    [InlineData("temperature", "")]
    [InlineData("temperature", null)]
    [InlineData(null, "0.9")]
    public async Task A_suggestion_needs_a_parameter_and_a_value(string? parameter, string? value)
    {
        await Assert.ThrowsAsync<AdaptationException>(async () => await _host.Lyrics.SuggestAdaptationAsync(FolkKey, parameter!, value!, Ada));

        Assert.Empty(_host.Folk.Calls);
    }

    [Theory]
    [InlineData("1h", "1h", 0)]
    [InlineData("30d", "30d", 0)]
    [InlineData("2h", "24h", 1)]
    [InlineData("", "24h", 1)]
    [InlineData(null, "24h", 1)]
    public async Task An_unknown_period_means_24h_and_is_warned_of(string? period, string sent, int warnings)
    {
        var ofModule = await _host.Lyrics.GetPerformanceMetricsAsync(period!);
        Assert.Equal((sent, null), (ofModule.Period, ofModule.Context));
        Assert.Equal(warnings, _host.Log.Warnings.Count);

        var ofContext = await _host.Lyrics.GetPerformanceMetricsAsync(period!, "folk");
        Assert.Equal((sent, "folk"), (ofContext.Period, ofContext.Context));
        Assert.Equal(2 * warnings, _host.Log.Warnings.Count);

        var history = await _host.Lyrics.GetPerformanceHistoryAsync(period!, "folk");
        Assert.Equal((sent, "folk"), (history.Period, history.Context));
        Assert.Equal(3 * warnings, _host.Log.Warnings.Count);
    }

    [Fact]
    public async Task A_summary_is_that_of_the_module_or_of_one_context()
    {
        Assert.Null((await _host.Lyrics.GetPerformanceMetricsAsync()).Context);
        Assert.Equal("folk", (await _host.Lyrics.GetPerformanceMetricsAsync("7d", "folk")).Context);
        Assert.Equal("7d", Assert.Single(_host.Folk.CallsOf("summary"))[0]);
    }

    [Fact]
    public async Task A_history_is_that_of_the_module_or_of_one_context()
    {
        Assert.Null((await _host.Lyrics.GetPerformanceHistoryAsync()).Context);
        Assert.Equal("folk", (await _host.Lyrics.GetPerformanceHistoryAsync("7d", "folk")).Context);
        Assert.Equal("7d", Assert.Single(_host.Folk.CallsOf("history"))[0]);
    }

    [Fact]
    public async Task The_status_of_a_context_is_asked_of_it()
    {
        Assert.Equal(("folk", LearningStatusReason.NoFeedback), await _host.Lyrics.GetLearningStatusAsync("folk") is var status ? (status.Context, status.Reason) : default);
        Assert.Single(_host.Folk.CallsOf("status"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public async Task A_limit_out_of_range_is_refused(int limit)
    {
        var error = await Assert.ThrowsAsync<MetricsException>(
            async () => await _host.Lyrics.GetMetricsAsync(new MetricsFilter { Context = "folk" }, limit));

        Assert.Contains("1 to 10,000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_asked_of_the_context_in_the_filter()
    {
        var filter = new MetricsFilter { Context = "folk", Status = OperationStatus.Failure };

        await _host.Lyrics.GetMetricsAsync(filter);

        Assert.Equal([filter, 100], Assert.Single(_host.Folk.CallsOf("metrics")));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(999, 1)]
    [InlineData(1_000, 2)]
    [InlineData(2_500, 3)]
    public async Task Contexts_are_read_page_by_page_each_once(int count, int calls)
    {
        var all = AddContexts(count);

        var read = new List<string>();
        await foreach (var context in _host.Lyrics.GetContextsAsync()) read.Add(context.Context);

        Assert.Equal(all, read);
        Assert.Equal(calls, _host.Cluster.Module().CallsOf("contexts").Count);
    }

    [Fact]
    public async Task Reading_contexts_stops_when_it_is_cancelled()
    {
        AddContexts(2_500);
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _host.Lyrics.GetContextsAsync().WithCancellation(cancellation.Token)) await cancellation.CancelAsync();
        });

        Assert.Single(_host.Cluster.Module().CallsOf("contexts"));
    }

    [Fact]
    public async Task An_export_has_every_context_in_order()
    {
        var all = AddContexts(3);

        var read = new List<string>();
        await foreach (var export in _host.Lyrics.ExportAsync()) read.Add(export.Context);

        Assert.Equal(all, read);
    }

    [Fact]
    public async Task A_definition_is_registered_under_its_own_name_only()
    {
        var definition = new ModuleDefinition { Name = "images", Parameters = ParameterSpace.Empty };

        var error = await Assert.ThrowsAsync<ModuleConfigurationException>(async () => await _host.Lyrics.RegisterAsync(definition));
        await _host.Client.RegisterAsync(definition);

        Assert.Contains("'images'", error.Message, StringComparison.Ordinal);
        Assert.Empty(_host.Cluster.Definition("lyrics").Calls);
        Assert.Equal([definition, false], Assert.Single(_host.Cluster.Definition("images").CallsOf("register")));
    }

    [Fact]
    public async Task Options_out_of_range_are_refused_before_they_are_sent()
    {
        await Assert.ThrowsAsync<ModuleConfigurationException>(
            async () => await _host.Lyrics.SetOptionsAsync(new ModuleOptions { AdaptationThreshold = 2 }, "1"));
        Assert.Empty(_host.Cluster.Definition().Calls);

        var options = new ModuleOptions { AdaptationThreshold = 0.8 };
        Assert.Equal(new VersionedOptions(options, "1+"), await _host.Lyrics.SetOptionsAsync(options, "1"));
    }

    private List<string> AddContexts(int count)
    {
        var keys = Enumerable.Range(0, count).Select(i => $"c{i:d5}").ToList();
        _host.Cluster.Module().Contexts.AddRange(keys.Select(k => new ContextInfo(k, 1, 0, 0, false, FakeContextGrain.Start)));
        return keys;
    }
}
