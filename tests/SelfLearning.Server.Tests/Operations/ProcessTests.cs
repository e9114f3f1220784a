using Microsoft.Extensions.Logging;
using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Operations;

[Collection(SharedScriptCluster.Name)]
public sealed class ProcessTests(ScriptCluster cluster)
{
    [Fact]
    public async Task A_success_is_recorded_with_its_duration_and_quality()
    {
        var result = await cluster.Scripted.ProcessAsync(new Script("success", "take time", Quality: 0.75));

        Assert.Equal(
            (OperationStatus.Success, 250.0, 0.75, false), (result.Status, result.ExecutionTimeMs, result.QualityScore, result.AdaptationApplied));
        Assert.Equal("short/0.5", result.Data.Text);
        Assert.Equal([new ParameterValue("warmth", "0.5"), new ParameterValue("length", "short")], result.Parameters.AsEnumerable());
        var entry = await EntryAsync("success");
        Assert.Equal((result.Id, "process", OperationStatus.Success), (entry.Id, entry.Operation, entry.Status));
        Assert.Equal((250.0, "success", 0.75, null), (entry.DurationMs, entry.Context, entry.QualityScore, entry.Error));
        Assert.Equal(result.CreatedAt, entry.Timestamp);
    }

    [Fact]
    public async Task A_partial_success_is_recorded_and_its_metadata_arrives()
    {
        var result = await cluster.Scripted.ProcessAsync(new Script("partial", "partial"), new ProcessOptions { Operation = "draft" });

        Assert.Equal((OperationStatus.Partial, "the end"), (result.Status, result.Metadata["missing"]));
        var entry = await EntryAsync("partial");
        Assert.Equal((OperationStatus.Partial, "draft"), (entry.Status, entry.Operation));
        var summary = await cluster.Scripted.GetPerformanceMetricsAsync("1h", "partial");
        Assert.Equal((1, 0, 1), (summary.TotalOperations, summary.SuccessRate, summary.StatusCounts[OperationStatus.Partial]));
    }

    [Fact]
    public async Task Metadata_of_a_success_arrives()
    {
        var result = await cluster.Scripted.ProcessAsync(new Script("annotated", "annotate"));

        Assert.Equal((OperationStatus.Success, "42"), (result.Status, result.Metadata["tokens"]));
    }

    [Fact]
    public async Task A_module_that_throws_gives_an_exception_that_names_the_call_and_the_cause()
    {
        var error = await Assert.ThrowsAsync<ModuleProcessingException>(() => cluster.Scripted.ProcessAsync(
            new Script("failure", "fail", Text: "no rhyme"), new ProcessOptions { OperationId = "call-7" }));

        Assert.Equal(("script", "failure", "call-7"), (error.Module, error.Context, error.OperationId));
        Assert.Contains("no rhyme", error.Message, StringComparison.Ordinal);
        Assert.Equal("no rhyme", error.InnerException?.Message);
        var entry = await EntryAsync("failure");
        Assert.Equal((OperationStatus.Failure, "no rhyme"), (entry.Status, entry.Error));
    }

    [Fact]
    public async Task The_error_of_a_metric_entry_is_cut_at_1000_characters()
    {
        var text = new string('x', 999) + "yz";

        await Assert.ThrowsAsync<ModuleProcessingException>(() => cluster.Scripted.ProcessAsync(new Script("long-error", "fail", Text: text)));

        Assert.Equal(text[..1_000], (await EntryAsync("long-error")).Error);
    }

    [Fact]
    public async Task A_null_request_is_a_failure_of_the_default_context()
    {
        var before = await FailuresAsync();
        var call = new ProcessRequest(Payload.OfJson("null"u8.ToArray()), "null-call", "process");

        var error = await Assert.ThrowsAsync<ModuleProcessingException>(
            () => cluster.Cluster.Grains.GetGrain<IModuleGrain>("script").ProcessAsync(call));

        Assert.Equal(("script", "default", "null-call"), (error.Module, error.Context, error.OperationId));
        Assert.Contains("null", error.Message, StringComparison.Ordinal);
        Assert.Equal(before + 1, await FailuresAsync());
        Assert.Equal("null-call", (await EntryAsync("default")).Id);
    }

    [Fact]
    public async Task A_request_of_another_type_is_a_failure_of_the_default_context()
    {
        var before = await FailuresAsync();
        var other = cluster.Client.GetModule<string, Scene>("script");

        var error = await Assert.ThrowsAsync<ModuleProcessingException>(() => other.ProcessAsync("a plain text", new ProcessOptions { Operation = "odd" }));

        Assert.Contains(nameof(Script), error.Message, StringComparison.Ordinal);
        Assert.Equal(before + 1, await FailuresAsync());
        var entry = await EntryAsync("default");
        Assert.Equal(("odd", OperationStatus.Failure), (entry.Operation, entry.Status));
        Assert.Equal(error.Message, entry.Error);
    }

    [Fact]
    public async Task A_request_whose_context_breaks_the_rule_is_a_failure_of_the_default_context()
    {
        var before = await FailuresAsync();

        var error = await Assert.ThrowsAsync<ModuleProcessingException>(() => cluster.Scripted.ProcessAsync(new Script("no spaces")));

        Assert.Equal("script", error.Module);
        Assert.Contains("1 to 200 characters", error.Message, StringComparison.Ordinal);
        Assert.Equal(before + 1, await FailuresAsync());
    }

    [Fact]
    public async Task The_caller_is_answered_at_the_timeout_of_a_module_that_ignores_its_token()
    {
        var call = cluster.Scripted.ProcessAsync(new Script("deaf", "ignore"), new ProcessOptions { OperationId = "deaf-1" });
        await Eventually.HoldsAsync(() => cluster.Gates["deaf"].Runs == 1, "the module runs");

        cluster.Time.Advance(TimeSpan.FromMinutes(10));
        var error = await Assert.ThrowsAsync<ModuleProcessingException>(() => call).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("ProcessTimeout of 00:10:00", error.Message, StringComparison.Ordinal);
        Assert.Equal(("script", "deaf", "deaf-1"), (error.Module, error.Context, error.OperationId));
        var entry = await EntryAsync("deaf");
        Assert.Equal((OperationStatus.Failure, 600_000.0), (entry.Status, entry.DurationMs));
        cluster.Gates["deaf"].Open();
    }

    [Fact]
    public async Task A_caller_who_cancels_leaves_a_partial_operation_and_no_failure()
    {
        using var cancellation = new CancellationTokenSource();
        var call = cluster.Scripted.ProcessAsync(new Script("cancelled", "wait"), cancellation.Token);
        await Eventually.HoldsAsync(() => cluster.Gates["cancelled"].Runs == 1, "the module runs");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var entries = await Eventually.GetAsync(() => cluster.Scripted.GetMetricsAsync(new MetricsFilter { Context = "cancelled" }), found => found.Count > 0);
        var entry = Assert.Single(entries);
        Assert.Equal((OperationStatus.Partial, "cancelled"), (entry.Status, entry.Error));
    }

    [Theory]
    [InlineData("judge badly", null)]
    [InlineData("judge too late", null)]
    [InlineData("", 2.0)]
    [InlineData("", -0.5)]
    public async Task A_judgement_that_fails_leaves_the_result_without_quality_and_is_logged(string how, double? quality)
    {
        var context = $"judged:{how.Replace(' ', '-')}{quality}";

        var result = await cluster.Scripted.ProcessAsync(new Script(context, how, quality));

        Assert.Equal((OperationStatus.Success, null), (result.Status, result.QualityScore));
        Assert.Null((await EntryAsync(context)).QualityScore);
        Assert.True(cluster.Log.Has(LogLevel.Warning, quality is null ? "judging a result failed" : $"its quality {quality} is not a number from 0 to 1"));
    }

    private async Task<MetricEntry> EntryAsync(string context) => (await cluster.Scripted.GetMetricsAsync(new MetricsFilter { Context = context }, 1))[0];

    private async Task<long> FailuresAsync() =>
        (await cluster.Scripted.GetPerformanceMetricsAsync("1h", "default")).StatusCounts.GetValueOrDefault(OperationStatus.Failure);
}
