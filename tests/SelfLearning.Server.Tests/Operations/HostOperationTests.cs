using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Operations;

[Collection(SharedScriptCluster.Name)]
public sealed class HostOperationTests(ScriptCluster cluster) : IAsyncLifetime
{
    private IModuleClient _module = null!;

    public async Task InitializeAsync() => _module = await cluster.HostedAsync("hosted");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_hosts_own_code_is_one_operation_and_feedback_on_its_id_is_learned()
    {
        var result = await _module.RunAsync("run", (SceneConfig config, CancellationToken _) => Task.FromResult(config.Length));

        Assert.Equal(("short", OperationStatus.Success), (result.Data, result.Status));
        Assert.Equal(FeedbackReceipt.Accepted, await _module.ApplyFeedbackAsync(result.Id, Feedback.FromRating(4, time: cluster.Time)));
        Assert.Equal(1, (await _module.TriggerLearningCycleAsync("run")).Feedbacks);
        var entry = Assert.Single(await _module.GetMetricsAsync(new MetricsFilter { Context = "run" }));
        Assert.Equal((result.Id, OperationStatus.Success), (entry.Id, entry.Status));
    }

    [Fact]
    public async Task Every_way_to_end_is_counted_with_its_status()
    {
        await using (var operation = await _module.BeginAsync<SceneConfig>("ends"))
        {
            cluster.Time.Advance(TimeSpan.FromMilliseconds(80));
            await operation.SucceedAsync(0.9);
        }

        await using (var operation = await _module.BeginAsync<SceneConfig>("ends")) await operation.PartialAsync();
        await using (var operation = await _module.BeginAsync<SceneConfig>("ends")) await operation.FailAsync(new InvalidOperationException("no paper"));
        await using (await _module.BeginAsync<SceneConfig>("ends"))
        {
            // Left without an end.
        }

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _module.RunAsync("ends", (SceneConfig _, CancellationToken _) => Task.FromException<string>(new InvalidOperationException("no ink"))));

        var entries = await _module.GetMetricsAsync(new MetricsFilter { Context = "ends" });
        Assert.Equal(
            [
                (OperationStatus.Failure, "InvalidOperationException: no ink"), (OperationStatus.Partial, "abandoned"),
                (OperationStatus.Failure, "InvalidOperationException: no paper"), (OperationStatus.Partial, null), (OperationStatus.Success, null),
            ],
            entries.Select(entry => (entry.Status, entry.Error)));
        Assert.Equal((80.0, 0.9), (entries[^1].DurationMs, entries[^1].QualityScore));
        var summary = await _module.GetPerformanceMetricsAsync("1h", "ends");
        Assert.Equal((5, 20.0, 1), (summary.TotalOperations, summary.SuccessRate, summary.QualityCount));
    }

    [Fact]
    public async Task A_value_of_the_callers_own_is_no_evidence_for_its_parameter_and_leaves_the_others_theirs()
    {
        string id;
        await using (var operation = await _module.BeginAsync<SceneConfig>("override"))
        {
            Assert.Equal(0.3, operation.Override(config => config.Warmth, 0.3).Warmth);
            await operation.SucceedAsync();
            id = operation.Id;
        }

        await _module.ApplyFeedbackAsync(id, Feedback.FromQuality(0.9, time: cluster.Time));
        await _module.TriggerLearningCycleAsync("override");

        var policy = await _module.GetPolicyAsync("override");
        Assert.Equal(0, policy.Estimates.Where(estimate => estimate.ParameterName == "warmth").Sum(estimate => estimate.Count));
        Assert.Equal(1, policy.LearnedFeedbacks);
    }

    [Fact]
    public async Task Feedback_on_an_operation_that_has_not_ended_is_accepted()
    {
        await using var operation = await _module.BeginAsync<SceneConfig>("open");

        Assert.Equal(FeedbackReceipt.Accepted, await _module.ApplyFeedbackAsync(operation.Id, Feedback.FromQuality(0.5, time: cluster.Time)));
    }

    [Fact]
    public async Task A_module_of_hosts_only_says_how_it_is_run()
    {
        var error = await Assert.ThrowsAsync<ModuleNotFoundException>(
            () => cluster.Client.GetModule<Script, Scene>("hosted").ProcessAsync(new Script("any")));

        Assert.Equal("hosted", error.Module);
        Assert.Contains("RunAsync", error.Message, StringComparison.Ordinal);
        Assert.Contains("BeginAsync", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_module_is_not_found_by_any_call()
    {
        var unknown = cluster.Client.GetModule<Script, Scene>("nobody");
        var calls = new Func<Task>[]
        {
            () => unknown.ProcessAsync(new Script("any")),
            () => unknown.BeginAsync<SceneConfig>("any").AsTask(),
            () => unknown.GetPerformanceMetricsAsync(),
            () => unknown.GetPerformanceMetricsAsync("24h", "any"),
            () => unknown.GetMetricsAsync(new MetricsFilter { Context = "any" }),
            () => unknown.GetPolicyAsync("any"),
            () => unknown.GetAdaptationsAsync("any"),
            () => unknown.TriggerLearningCycleAsync("any"),
            () => unknown.GetOptionsAsync(),
            () => unknown.GetContextsAsync().GetAsyncEnumerator().MoveNextAsync().AsTask(),
        };

        foreach (var call in calls) Assert.Equal("nobody", (await Assert.ThrowsAsync<ModuleNotFoundException>(call)).Module);
    }
}
