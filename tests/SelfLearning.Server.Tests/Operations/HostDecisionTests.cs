using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Operations;

/// <summary>Decisions of hosts on real silos.</summary>
public sealed class HostDecisionTests
{
    [Fact]
    public async Task A_policy_that_somebody_else_changes_arrives_with_the_next_outcomes()
    {
        await using var cluster = await LearningCluster.StartAsync();
        var module = await HostedAsync(cluster);
        await module.OperateAsync("folk");

        await cluster.Context("hosted", "folk").PinAsync("length", "long", new Decider("somebody else"));
        await module.OperateAsync("folk");

        Assert.Equal("long", (await Eventually.GetAsync(() => ConfigAsync(module), config => config.Length == "long")).Length);
    }

    [Fact]
    public async Task Options_that_somebody_else_changes_arrive_by_the_poll()
    {
        await using var cluster = await LearningCluster.StartAsync();
        var module = await HostedAsync(cluster);
        Assert.True((await ConfigAsync(module)).EnableAdaptation);
        var definition = cluster.Grains.GetGrain<IDefinitionGrain>("hosted");
        var (options, etag) = await definition.GetOptionsAsync();

        await definition.SetOptionsAsync(options with { EnableAdaptation = false }, etag);

        // The silo's own knowledge of options may be 5 s old, and the host's knowledge of the silo's too. In steps that leave both the time to do
        // what is due, so that the seconds are those of their clock.
        var isKnown = false;
        for (var step = 0; step < 3 && !isKnown; step++)
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(5));
            for (var wait = 0; wait < 200 && !isKnown; wait++)
            {
                await Task.Delay(5);
                isKnown = !(await ConfigAsync(module)).EnableAdaptation;
            }
        }

        Assert.True(isKnown, "Not known within 15 s.");
    }

    [Fact]
    public async Task Without_any_silo_a_host_goes_on_deciding_and_ids_it_forms_are_accepted_later()
    {
        var storage = new ControlledStorage();
        string id;
        await using (var cluster = await LearningCluster.StartAsync(storage: storage))
        {
            var module = await HostedAsync(cluster);
            await ConfigAsync(module);
            foreach (var silo in cluster.Orleans.Silos.ToList()) await cluster.Orleans.KillSiloAsync(silo);

            await using var operation = await module.BeginAsync<SceneConfig>("folk");
            id = operation.Id;
        }

        await using var next = await LearningCluster.StartAsync(storage: storage);
        Assert.Equal(
            FeedbackReceipt.Accepted, await next.Client.GetModule("hosted").ApplyFeedbackAsync(id, Feedback.FromQuality(0.5, time: next.Time)));
    }

    [Fact]
    public async Task A_host_that_stops_with_its_silo_leaves_no_outcome_behind()
    {
        var storage = new ControlledStorage();
        using (var host = await LocalSilo.StartAsync(storage))
        {
            var module = await HostedAsync(host.Services.GetRequiredService<ISelfLearningClient>());
            for (var i = 0; i < 300; i++) await (await module.BeginAsync<SceneConfig>("folk")).SucceedAsync();

            await host.StopAsync();
        }

        using var next = await LocalSilo.StartAsync(storage);
        var summary = await next.Services.GetRequiredService<ISelfLearningClient>().GetModule("hosted").GetPerformanceMetricsAsync("1h", "folk");
        Assert.Equal(300, summary.TotalOperations);
        await next.StopAsync();
    }

    [Fact]
    public async Task Ten_thousand_operations_of_many_callers_are_counted_once_each()
    {
        await using var cluster = await LearningCluster.StartAsync();
        var module = await HostedAsync(cluster);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                await (await module.BeginAsync<SceneConfig>(caller % 2 == 0 ? "folk" : "jazz")).SucceedAsync();
                if (i % 100 == 99) await module.GetFeedbackAsync(ContextKey.Parse("folk"));
            }
        })));

        Assert.Equal(5_000, (await module.GetPerformanceMetricsAsync("1h", "folk")).TotalOperations);
        Assert.Equal(5_000, (await module.GetPerformanceMetricsAsync("1h", "jazz")).TotalOperations);
    }

    [Fact]
    public async Task A_question_with_the_version_in_force_is_answered_without_the_policy()
    {
        await using var cluster = await LearningCluster.StartAsync();
        await HostedAsync(cluster);
        var context = cluster.Context("hosted", "folk");
        var first = await context.GetHostPolicyAsync(HostPolicyVersion.None);

        Assert.Null((await context.GetHostPolicyAsync(first.Policy!.Version)).Policy);
        await context.PinAsync("length", "long", new Decider("ada"));
        var second = await context.GetHostPolicyAsync(first.Policy.Version);

        Assert.Equal("long", second.Policy!.Policy.Values.Single(value => value.ParameterName == "length").Value);
        Assert.Equal(cluster.Time.GetUtcNow(), second.Time);
    }

    private static Task<IModuleClient> HostedAsync(LearningCluster cluster) => HostedAsync(cluster.Client);

    private static async Task<IModuleClient> HostedAsync(ISelfLearningClient client)
    {
        var module = client.GetModule("hosted");
        await module.RegisterAsync(ScriptCluster.Definition("hosted"));
        return module;
    }

    private static async Task<SceneConfig> ConfigAsync(IModuleClient module)
    {
        await using var operation = await module.BeginAsync<SceneConfig>("folk");
        return operation.Config;
    }
}
