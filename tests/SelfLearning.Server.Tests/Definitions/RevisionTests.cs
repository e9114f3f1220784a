using Microsoft.Extensions.Logging;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Definitions;

[Collection(SharedSteeredCluster.Name)]
public sealed class RevisionTests(SteeredCluster cluster)
{
    [Fact]
    public async Task A_lower_revision_is_ignored_with_a_warning()
    {
        var module = cluster.Client.GetModule("lower");
        var second = Space("lower", 2, "short", "long", "medium", "endless");
        await module.RegisterAsync(second);

        var inForce = await module.RegisterAsync(Space("lower", 1, "short", "long", "medium"));

        Assert.Equal(second, inForce);
        Assert.True(cluster.Log.Has(LogLevel.Warning, "Module lower: a definition of revision 1 was ignored, 2 is in force"));
    }

    [Fact]
    public async Task The_same_revision_with_other_content_is_an_error_that_says_how_to_go_on()
    {
        var module = cluster.Client.GetModule("same");
        var first = Space("same", 3, "short", "long", "medium");
        await module.RegisterAsync(first);
        Assert.Equal(first, await module.RegisterAsync(first));

        var error = await Assert.ThrowsAsync<ModuleConfigurationException>(() => module.RegisterAsync(Space("same", 3, "short", "long")));
        var options = await Assert.ThrowsAsync<ModuleConfigurationException>(
            () => module.RegisterAsync(first with { Options = new ModuleOptions { AdaptationThreshold = 0.9 } }));

        Assert.Equal("same", error.Module);
        Assert.Contains("raise the revision to 4", error.Message, StringComparison.Ordinal);
        Assert.Contains("SetOptionsAsync", options.Message, StringComparison.Ordinal);
        Assert.Equal(first, await module.RegisterAsync(Space("same", 1, "short", "long")));
    }

    [Fact]
    public async Task A_new_space_keeps_evidence_and_values_in_use_that_are_still_in_it()
    {
        var module = await LearnedAsync("kept", "long");

        await module.RegisterAsync(Space("kept", 2, "short", "endless", "long"));

        var view = await module.GetPolicyAsync("folk");
        Assert.Equal("long", await module.ValueAsync("folk", "length"));
        Assert.Equal(3, view.LearnedFeedbacks);
        Assert.Equal((3, 0.5), view.Estimates.Where(e => e is { ParameterName: "length", Value: "short" }).Select(e => (e.Count, e.Mean!.Value)).Single());
        Assert.Single(await module.GetAdaptationsAsync("folk"));
        await module.JudgedAsync(cluster.Cluster, "folk", 2, 0.75);
        await module.TriggerLearningCycleAsync("folk");
        view = await module.GetPolicyAsync("folk");
        Assert.Equal((2, 0.75), view.Estimates.Where(e => e is { ParameterName: "length", Value: "long" }).Select(e => (e.Count, e.Mean!.Value)).Single());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_value_in_use_that_left_the_space_falls_back_to_the_default_by_an_adaptation(bool restarted)
    {
        var name = restarted ? "removed-asleep" : "removed";
        var module = await LearnedAsync(name, "long");
        if (restarted) await cluster.Cluster.DeactivateAsync(name, "folk");

        await module.RegisterAsync(Space(name, 2, "short", "medium"));

        // The policy on storage is served until the one without the value is there too; of that the host hears with the answer to its outcomes.
        Assert.Equal("short", await Eventually.GetAsync(
            () =>
            {
                cluster.Time.Advance(TimeSpan.FromSeconds(1));
                return ServedAsync(module);
            },
            served => served == "short"));
        var adaptation = (await module.GetAdaptationsAsync("folk"))[0];
        Assert.Equal((AdaptationStatus.Applied, "definition"), (adaptation.Status, adaptation.DecidedBy));
        Assert.Equal(("length", "long", "short"), (adaptation.ParameterName, adaptation.OldValue, adaptation.NewValue));
        await Eventually.HoldsAsync(
            () => cluster.Log.Has(
                LogLevel.Information, $"Module {name}, context folk: adaptation 2 of length from 'long' to 'short' is Applied (confidence 1.00): 'long' has left"),
            "the fall back is logged");
        await cluster.Cluster.DeactivateAsync(name, "folk");
        Assert.Equal(2, (await module.GetAdaptationsAsync("folk")).Count);
        Assert.Equal("short", await module.ValueAsync("folk", "length"));
        Assert.Equal(2, cluster.Log.Entries.Count(e => e.Id == 1200 && e.Text.Contains($"Module {name},", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Feedback_on_a_value_that_left_the_space_is_outdated()
    {
        var module = await LearnedAsync("outdated", "long");
        var definition = new ModuleDefinition
        {
            Name = "outdated",
            Revision = 2,
            Parameters = new ParameterSpace(ParameterDefinition.Categorical("mood", "calm", "calm", "wild")),
        };
        var id = (await module.OperateAsync("folk"))[0];

        await module.RegisterAsync(definition);

        Assert.Equal(FeedbackReceipt.Outdated, await module.ApplyFeedbackAsync(id, Feedback.FromRating(3, time: cluster.Time)));
    }

    [Fact]
    public async Task Two_hosts_with_different_revisions_do_not_reset_each_other()
    {
        var module = cluster.Client.GetModule("two-hosts");
        await module.RegisterAsync(Space("two-hosts", 1, "short", "long", "medium"));
        var newer = Space("two-hosts", 2, "short", "long", "medium", "endless");
        await module.RegisterAsync(newer);
        await module.SuggestAdaptationAsync("folk", "length", "endless", new Decider("ada"));

        for (var i = 0; i < 3; i++)
        {
            // The older host starts again, works, and so does the newer one.
            Assert.Equal(newer, await module.RegisterAsync(Space("two-hosts", 1, "short", "long", "medium")));
            var id = (await module.OperateAsync("folk"))[0];
            Assert.Equal(FeedbackReceipt.Accepted, await module.ApplyFeedbackAsync(id, Feedback.FromQuality(0.9, time: cluster.Time)));
            await module.TriggerLearningCycleAsync("folk");
            Assert.Equal(newer, await module.RegisterAsync(newer));
        }

        // The older host ran with its own default, which says nothing about the value it does not know.
        var view = await module.GetPolicyAsync("folk");
        Assert.Equal("endless", await module.ValueAsync("folk", "length"));
        Assert.Equal(0, view.Estimates.Where(e => e.ParameterName == "length").Sum(e => e.Count));
        Assert.Equal(3, view.Estimates.Single(e => e is { ParameterName: "warmth", InUse: true }).Count);
        Assert.Equal(3, view.LearnedFeedbacks);
    }

    [Fact]
    public async Task A_silo_with_the_older_code_runs_with_the_values_it_knows()
    {
        await cluster.Scripted.RegisterAsync(Space("script", 2, "short", "long", "medium", "endless"));
        await cluster.Scripted.SuggestAdaptationAsync("old-code", "length", "endless", new Decider("ada"));

        var result = await cluster.Scripted.ProcessAsync(new Script("old-code"));
        await cluster.Scripted.ApplyFeedbackAsync(result.Id, Feedback.FromQuality(0.9, time: cluster.Time));
        await cluster.Scripted.TriggerLearningCycleAsync("old-code");

        Assert.Equal("short/0.5", result.Data.Text);
        var view = await cluster.Scripted.GetPolicyAsync("old-code");
        Assert.Equal("endless", await cluster.Scripted.ValueAsync("old-code", "length"));
        Assert.Equal(0, view.Estimates.Where(e => e.ParameterName == "length").Sum(e => e.Count));
        Assert.Equal(1, view.Estimates.Single(e => e is { ParameterName: "warmth", InUse: true }).Count);
    }

    private static async Task<string> ServedAsync(IModuleClient module)
    {
        await using var operation = await module.BeginAsync<SceneConfig>("folk");
        return operation.Config.Length;
    }

    private static ModuleDefinition Space(string name, int revision, params string[] lengths) => new()
    {
        Name = name,
        Revision = revision,
        Parameters = new ParameterSpace(
            ParameterDefinition.Real("warmth", 0.5, 0, 1, 0.1), ParameterDefinition.Categorical("length", lengths[0], lengths)),
    };

    // Three feedbacks on the default, after which another value is in use.
    private async Task<IModuleClient> LearnedAsync(string name, string length)
    {
        var module = cluster.Client.GetModule(name);
        await module.RegisterAsync(Space(name, 1, "short", "long", "medium"));
        cluster.Strategy.Wish = ("length", length, 0.9);
        await module.JudgedAsync(cluster.Cluster, "folk", 3, 0.5);
        await module.TriggerLearningCycleAsync("folk");
        cluster.Strategy.Wish = null;
        Assert.Equal(length, await module.ValueAsync("folk", "length"));
        return module;
    }
}
