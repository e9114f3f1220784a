using System.Runtime.CompilerServices;
using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Cluster;
using SelfLearning.Server.Tests.Durability;

namespace SelfLearning.Server.Tests.Operations;

public sealed class RememberedReplyTests
{
    [Fact]
    public async Task A_remembered_reply_leaves_memory_after_its_time_though_nobody_calls_and_nothing_is_written_for_it()
    {
        var replies = new RepliesOfContexts();
        await using var folk = await Folk.StartAsync(
            silo: silo => silo.AddIncomingGrainCallFilter(replies), options: [("MetricsFlushInterval", "00:01:00"), ("ExplorationRate", "0")]);
        var poems = folk.Cluster.Client.GetModule<PoemRequest, Poem>(Folk.Module);
        var options = new ProcessOptions { OperationId = "poem-1" };
        var first = await poems.ProcessAsync(new PoemRequest("folk"), options);
        await folk.UntilAsync(() => folk.Storage.WritesOf("catalog") > 0, TimeSpan.FromSeconds(1)); // The last one: metrics were written before.
        var writes = folk.Storage.WritesOf("");

        folk.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(first.Id, (await poems.ProcessAsync(new PoemRequest("folk"), options)).Id);
        await folk.UntilAsync(() => !replies.AreAlive(), TimeSpan.FromSeconds(20));

        Assert.Equal(writes, folk.Storage.WritesOf(""));
        Assert.NotEqual(first.Id, (await poems.ProcessAsync(new PoemRequest("folk"), options)).Id);
    }

    [Fact]
    public async Task After_256_more_operations_with_ids_a_repeat_of_the_first_runs_again_and_one_of_the_second_does_not()
    {
        await using var folk = await Folk.StartAsync(options: ("ExplorationRate", "0"));
        var poems = folk.Cluster.Client.GetModule<PoemRequest, Poem>(Folk.Module);
        var ids = new List<string>();
        for (var i = 0; i <= RunningOperations.Remembered; i++) ids.Add(await RunAsync(i));

        Assert.Equal(ids[1], await RunAsync(1));
        Assert.NotEqual(ids[0], await RunAsync(0));

        async Task<string> RunAsync(int number) => (await poems.ProcessAsync(new PoemRequest("folk"), new ProcessOptions { OperationId = $"poem-{number}" })).Id;
    }

    private sealed class RepliesOfContexts : IIncomingGrainCallFilter
    {
        private readonly List<WeakReference> _replies = [];

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            await context.Invoke();
            if (context.Grain is IContextGrain && context.Result is ProcessReply reply) Note(reply);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public bool AreAlive()
        {
            GC.Collect();
            lock (_replies) return _replies.Exists(reply => reply.IsAlive);
        }

        private void Note(ProcessReply reply)
        {
            lock (_replies) _replies.Add(new WeakReference(reply));
        }
    }
}
