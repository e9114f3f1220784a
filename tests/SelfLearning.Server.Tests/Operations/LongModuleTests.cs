using SelfLearning.Server.Tests.Cluster;
using SelfLearning.Tests;

namespace SelfLearning.Server.Tests.Operations;

public sealed class LongModuleTests(ImpatientCluster cluster) : IClassFixture<ImpatientCluster>
{
    [Fact]
    public Task A_module_longer_than_the_response_timeout_is_neither_timed_out_nor_run_twice() => RunsOnceAsync("six", "6");

    [FullFact]
    public Task A_module_that_runs_40_seconds_is_neither_timed_out_nor_run_twice() => RunsOnceAsync("forty", "40");

    [Fact]
    public async Task A_repeat_after_a_long_run_gets_its_result()
    {
        var script = new Script("long-ago", "wait");
        var options = new ProcessOptions { OperationId = "long-ago-1" };
        var call = cluster.Scripted.ProcessAsync(script, options);
        await Eventually.HoldsAsync(() => cluster.Gates["long-ago"].Runs == 1, "the module runs");
        cluster.Time.Advance(TimeSpan.FromMinutes(9));
        cluster.Gates["long-ago"].Open();
        var first = await call;

        cluster.Time.Advance(TimeSpan.FromMinutes(4));
        var repeat = await cluster.Scripted.ProcessAsync(script, options);
        cluster.Time.Advance(TimeSpan.FromMinutes(2));
        var muchLater = await cluster.Scripted.ProcessAsync(script, options);

        Assert.Equal(first.Id, repeat.Id);
        Assert.NotEqual(first.Id, muchLater.Id);
        Assert.Equal(2, cluster.Gates["long-ago"].Runs);
    }

    [Fact]
    public async Task A_failed_operation_may_be_run_again_under_its_id()
    {
        var options = new ProcessOptions { OperationId = "again-1" };
        await Assert.ThrowsAsync<ModuleProcessingException>(() => cluster.Scripted.ProcessAsync(new Script("again", "fail", Text: "once"), options));

        var second = await cluster.Scripted.ProcessAsync(new Script("again"), options);

        Assert.Equal((OperationStatus.Success, 2), (second.Status, cluster.Gates["again"].Runs));
    }

    [Fact]
    public async Task An_operation_goes_on_when_its_caller_gives_up_and_a_repeat_gets_it()
    {
        var script = new Script("given-up", "wait");
        var options = new ProcessOptions { OperationId = "given-up-1" };
        using var cancellation = new CancellationTokenSource();
        var call = cluster.Scripted.ProcessAsync(script, options, cancellation.Token);
        await Eventually.HoldsAsync(() => cluster.Gates["given-up"].Runs == 1, "the module runs");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        var repeat = cluster.Scripted.ProcessAsync(script, options);
        cluster.Gates["given-up"].Open();

        Assert.Equal((OperationStatus.Success, 1), ((await repeat).Status, cluster.Gates["given-up"].Runs));
    }

    private async Task RunsOnceAsync(string context, string seconds)
    {
        var script = new Script(context, "work", Text: seconds);
        var options = new ProcessOptions { OperationId = $"{context}-1" };

        var call = cluster.Scripted.ProcessAsync(script, options);
        var meanwhile = cluster.Scripted.ProcessAsync(script, options);
        var first = await call;
        var second = await meanwhile;
        var afterwards = await cluster.Scripted.ProcessAsync(script, options);

        Assert.Equal((first.Id, first.Id), (second.Id, afterwards.Id));
        Assert.Equal(1, cluster.Gates[context].Runs);
        Assert.Equal(1, (await cluster.Scripted.GetPerformanceMetricsAsync("1h", context)).TotalOperations);
    }
}
