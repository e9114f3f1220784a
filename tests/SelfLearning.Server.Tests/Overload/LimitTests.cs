using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Overload;

public sealed class LimitTests
{
    private static readonly IConfiguration Settings = new ConfigurationBuilder().AddInMemoryCollection([new("ExplorationRate", "0")]).Build();

    private readonly ScriptGates _gates = new();

    [Fact]
    public async Task A_context_that_runs_as_many_operations_as_it_may_refuses_the_next_one_and_takes_it_when_one_has_ended()
    {
        await using var cluster = await StartAsync(options => options.MaximumCallsPerContext = 2);
        var module = cluster.Client.GetModule<Script, Scene>("script");
        var running = new[] { module.ProcessAsync(new Script("busy", "wait")), module.ProcessAsync(new Script("busy", "wait")) };
        await Eventually.HoldsAsync(() => _gates["busy"].Runs == 2, "both run");

        var refused = await Assert.ThrowsAsync<ModuleOverloadedException>(() => module.ProcessAsync(new Script("busy")));
        Assert.True(refused.IsRetryable);
        Assert.Equal(("script", "busy"), (refused.Module, refused.Context));
        Assert.Contains("runs 2 operations", refused.Message, StringComparison.Ordinal);
        Assert.Contains("SelfLearning:MaximumCallsPerContext", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, _gates["busy"].Runs);
        await module.ProcessAsync(new Script("calm"));

        _gates["busy"].Open();
        await Task.WhenAll(running);
        await module.ProcessAsync(new Script("busy"));
    }

    [Fact]
    public async Task A_silo_that_runs_as_many_operations_as_it_may_refuses_those_of_all_its_contexts_and_failed_ones_give_their_room_back()
    {
        await using var cluster = await StartAsync(options => options.MaximumCalls = 1);
        var module = cluster.Client.GetModule<Script, Scene>("script");
        await Assert.ThrowsAsync<ModuleProcessingException>(() => module.ProcessAsync(new Script("busy", "fail", Text: "no")));
        var running = module.ProcessAsync(new Script("busy", "wait"));
        await Eventually.HoldsAsync(() => _gates["busy"].Runs == 2, "it runs");

        var refused = await Assert.ThrowsAsync<ModuleOverloadedException>(() => module.ProcessAsync(new Script("calm")));
        Assert.Contains("SelfLearning:MaximumCalls.", refused.Message, StringComparison.Ordinal);

        _gates["busy"].Open();
        await running;
        await module.ProcessAsync(new Script("calm"));
    }

    [Fact]
    public async Task A_silo_in_which_too_much_feedback_waits_answers_Overloaded_and_takes_the_same_feedback_when_there_is_room()
    {
        var storage = new ControlledStorage();
        await using var cluster = await StartAsync(options => options.MaximumWaitingFeedback = 1, storage);
        var module = cluster.Client.GetModule<Script, Scene>("script");
        var (first, second) = ((await module.ProcessAsync(new Script("a"))).Id, (await module.ProcessAsync(new Script("b"))).Id);
        var (arrived, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        storage.BeforeWrite = (name, _, _) =>
        {
            if (name != "learning") return Task.CompletedTask;
            arrived.TrySetResult();
            return held.Task;
        };
        var waiting = module.ApplyFeedbackAsync(first, Feedback.FromQuality(0.5, time: cluster.Time));
        await arrived.Task.WaitAsync(TimeSpan.FromMinutes(1));

        var feedback = Feedback.FromQuality(0.7, time: cluster.Time);
        Assert.Equal(FeedbackReceipt.Overloaded, await module.ApplyFeedbackAsync(second, feedback));

        held.SetResult();
        Assert.Equal(FeedbackReceipt.Accepted, await waiting);
        Assert.Equal(FeedbackReceipt.Accepted, await module.ApplyFeedbackAsync(second, feedback));
        Assert.Equal(FeedbackReceipt.Duplicate, await module.ApplyFeedbackAsync(second, feedback));
    }

    [Fact]
    public async Task Feedback_whose_sender_has_gone_takes_room_until_its_storage_has_answered()
    {
        var storage = new ControlledStorage();
        await using var cluster = await StartAsync(options => options.MaximumWaitingFeedback = 1, storage);
        var module = cluster.Client.GetModule<Script, Scene>("script");
        var (first, second) = ((await module.ProcessAsync(new Script("a"))).Id, (await module.ProcessAsync(new Script("b"))).Id);
        await cluster.DeactivateAsync("script", "a");
        var (read, arrived, held) = (cluster.Context("script", "a").GetGrainId(), new TaskCompletionSource(), new TaskCompletionSource());
        storage.BeforeRead = (name, grain) =>
        {
            if (name != "learning" || grain != read) return Task.CompletedTask;
            arrived.TrySetResult();
            return held.Task;
        };
        var waiting = module.ApplyFeedbackAsync(first, Feedback.FromQuality(0.5, time: cluster.Time));
        await arrived.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await cluster.Context("script", "a").CancelAsync(Guid.NewGuid()); // The turn that began to read has set its timer.
        cluster.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(FeedbackReceipt.Overloaded, await waiting);

        var feedback = Feedback.FromQuality(0.7, time: cluster.Time);
        Assert.Equal(FeedbackReceipt.Overloaded, await module.ApplyFeedbackAsync(second, feedback));

        held.SetResult();
        Assert.Equal(FeedbackReceipt.Accepted, await Eventually.GetAsync(() => module.ApplyFeedbackAsync(second, feedback), receipt => receipt != FeedbackReceipt.Overloaded));
        Assert.Single(await module.GetFeedbackAsync("a"));
    }

    [Fact]
    public async Task A_batch_larger_than_the_limit_is_taken_where_nothing_else_waits()
    {
        await using var cluster = await StartAsync(options => options.MaximumWaitingFeedback = 2);
        var module = cluster.Client.GetModule<Script, Scene>("script");
        var batch = new List<ResultFeedback>();
        for (var i = 0; i < 5; i++)
            batch.Add(new ResultFeedback((await module.ProcessAsync(new Script("a"))).Id, Feedback.FromQuality(0.5, time: cluster.Time)));

        Assert.All(await module.ApplyFeedbackAsync(batch), receipt => Assert.Equal(FeedbackReceipt.Accepted, receipt));
    }

    [Theory]
    [InlineData(nameof(SelfLearningSiloOptions.MaximumCalls))]
    [InlineData(nameof(SelfLearningSiloOptions.MaximumCallsPerContext))]
    [InlineData(nameof(SelfLearningSiloOptions.MaximumWaitingFeedback))]
    [InlineData(nameof(SelfLearningSiloOptions.PayloadLimit))]
    public void A_limit_below_1_stops_the_start_with_the_name_the_value_and_the_rule(string name)
    {
        var options = new SelfLearningSiloOptions();
        new SiloOptionsRule(Options.Create(options)).ValidateConfiguration();
        typeof(SelfLearningSiloOptions).GetProperty(name)!.SetValue(options, 0);

        var exception = Assert.Throws<ModuleConfigurationException>(() => new SiloOptionsRule(Options.Create(options)).ValidateConfiguration());
        Assert.Contains($"SelfLearning:{name} is 0: it is a number of", exception.Message, StringComparison.Ordinal);
    }

    private Task<LearningCluster> StartAsync(Action<SelfLearningSiloOptions> configure, ControlledStorage? storage = null) => LearningCluster.StartAsync(
        modules =>
        {
            modules.Services.AddSingleton(_gates);
            modules.Services.Configure(configure);
            modules.AddModule<ScriptModule>("script", Settings);
        },
        storage: storage);
}
