using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Diagnostics;

public sealed class ServerActivitiesTests
{
    private readonly string _module = "m" + Guid.NewGuid();

    [Fact]
    public Task A_write_for_many_is_in_the_trace_of_the_first_and_linked_to_the_others() => new Turns().RunAsync(async () =>
    {
        using var spans = new SpanRecorder();
        Activity? during = null;
        var commit = new GroupCommit(_module, () =>
        {
            during = Activity.Current;
            return Task.CompletedTask;
        });

        var (first, firstCommit) = Commit(spans, commit, "first");
        var (second, secondCommit) = Commit(spans, commit, "second");
        await Task.WhenAll(firstCommit, secondCommit);

        var write = Assert.Single(spans.Named("selflearning.commit", "module", _module));
        Assert.Same(during, write);
        Assert.Equal((first.TraceId, first.SpanId), (write.TraceId, write.ParentSpanId));
        Assert.Equal([second.Context], write.Links.Select(link => link.Context));
    });

    [Fact]
    public Task A_later_write_of_the_same_loop_is_not_in_the_trace_of_who_began_it() => new Turns().RunAsync(async () =>
    {
        using var spans = new SpanRecorder();
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var commit = new GroupCommit(_module, async () =>
        {
            begun.TrySetResult();
            await gate.Task;
        });
        var (first, firstCommit) = Commit(spans, commit, "first");
        await begun.Task;
        // By a timer, say.
        Assert.Null(Activity.Current);
        var secondCommit = commit.CommitAsync();

        gate.SetResult();
        await Task.WhenAll(firstCommit, secondCommit);

        var writes = spans.Named("selflearning.commit", "module", _module).ToList();
        Assert.Equal([first.SpanId, default], writes.Select(write => write.ParentSpanId));
        Assert.NotEqual(first.TraceId, writes[1].TraceId);
    });

    [Fact]
    public Task A_hot_write_has_a_bounded_number_of_links() => new Turns().RunAsync(async () =>
    {
        using var spans = new SpanRecorder();
        var commit = new GroupCommit(_module, () => Task.CompletedTask);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Commit(spans, commit, $"caller {i}").Committed));

        Assert.Equal(32, spans.Named("selflearning.commit", "module", _module).Max(write => write.Links.Count()));
    });

    [Fact]
    public async Task Every_call_of_the_storage_has_a_span_that_says_what_failed_and_names_no_context()
    {
        using var spans = new SpanRecorder();
        var storage = new ControlledStorage();
        var services = new ServiceCollection().AddKeyedSingleton<IGrainStorage>(GrainNames.Storage, storage).BuildServiceProvider();
        var record = new RecordStorage(services).Record<LearningRecord>("learning", GrainId.Create("selflearning.context", _module + "/somebody"));
        using var test = spans.Start("test");

        await record.ReadAsync();
        await record.WriteAsync(new LearningRecord());
        storage.BeforeWrite = (_, _, _) => throw new IOException("the disk of somebody is full");
        await Assert.ThrowsAsync<IOException>(() => record.WriteAsync(new LearningRecord()));
        await record.ClearAsync();

        var calls = spans.Ended.Where(span => span.TraceId == test.TraceId).ToList();
        Assert.Equal(
            ["selflearning.storage.read", "selflearning.storage.write", "selflearning.storage.write", "selflearning.storage.clear"], calls.Select(call => call.OperationName));
        Assert.All(calls, call => Assert.Equal((test.SpanId, "selflearning.context", "learning"), (call.ParentSpanId, call.GetTagItem("grain"), call.GetTagItem("record"))));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Unset, ActivityStatusCode.Error, ActivityStatusCode.Unset], calls.Select(call => call.Status));
        Assert.Equal("System.IO.IOException", calls[2].GetTagItem("error.type"));
        Assert.DoesNotContain(calls, call => call.StatusDescription is not null || call.Tags.Any(tag => tag.Value!.Contains("somebody", StringComparison.Ordinal)));
        // A span that has ended is nobody's current one.
        Assert.Same(test, Activity.Current);
    }

    [Fact]
    public async Task A_run_of_a_module_that_fails_has_a_span_with_the_type_of_the_error_and_none_of_its_words()
    {
        using var spans = new SpanRecorder();
        await using var cluster = await LearningCluster.StartAsync(modules => modules.AddModule<ScriptModule>(_module), silo => silo.Services.AddSingleton(new ScriptGates()));

        await Assert.ThrowsAsync<ModuleProcessingException>(() =>
            cluster.Client.GetModule<Script, Scene>(_module).ProcessAsync(new Script("folk", "fail", Text: "somebody has no rhyme")));

        var run = Assert.Single(spans.Named("selflearning.process", "module", _module));
        Assert.Equal((ActivityStatusCode.Error, null), (run.Status, run.StatusDescription));
        Assert.Equal(["error.type: System.InvalidOperationException", $"module: {_module}"], run.Tags.Select(tag => $"{tag.Key}: {tag.Value}").Order(StringComparer.Ordinal));
        Assert.Empty(run.Events);
    }

    private static (Activity Caller, Task Committed) Commit(SpanRecorder spans, GroupCommit commit, string name)
    {
        using var caller = spans.Start(name);
        return (caller, commit.CommitAsync());
    }
}
