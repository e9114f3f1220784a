using Microsoft.Extensions.Logging;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Adaptations;

[Collection(SharedSteeredCluster.Name)]
public sealed class PeopleTests(SteeredCluster cluster)
{
    private const string Context = "folk";
    private static readonly Decider Ada = new("ada", "sounds better");
    private static readonly ModuleOptions Consent = new() { LearningMode = LearningMode.RequireApproval };

    [Fact]
    public async Task A_proposal_waits_for_approval_and_is_then_applied()
    {
        var (module, proposal) = await ProposedAsync("approve");
        Assert.Equal((AdaptationStatus.Proposed, "short"), (proposal.Status, await LengthAsync(module)));

        var approved = await module.ApproveAsync(Key, proposal.Id, Ada);

        Assert.Equal((AdaptationStatus.Applied, "ada", "sounds better"), (approved.Status, approved.DecidedBy, approved.Note));
        Assert.Equal("long", await LengthAsync(module));
        Assert.Equal(approved, Assert.Single(await module.GetAdaptationsAsync(Context)));
        Assert.True(cluster.Log.Has(LogLevel.Information, "Module approve, context folk: adaptation 1 of length from 'short' to 'long' is Proposed"));
        Assert.True(cluster.Log.Has(LogLevel.Information, "Module approve, context folk: adaptation 1 of length from 'short' to 'long' is Applied"));
    }

    [Fact]
    public async Task A_proposal_whose_start_is_no_longer_in_use_comes_back_superseded()
    {
        var (module, proposal) = await ProposedAsync("superseded");
        await module.PinAsync(Context, "length", Ada, "medium");

        var answer = await module.ApproveAsync(Key, proposal.Id, Ada);

        Assert.Equal((proposal.Id, AdaptationStatus.Superseded, "medium"), (answer.Id, answer.Status, await LengthAsync(module)));
    }

    [Fact]
    public async Task Only_an_open_proposal_can_be_decided()
    {
        var (module, proposal) = await ProposedAsync("closed");
        await module.RejectAsync(Key, proposal.Id, Ada);

        await Assert.ThrowsAsync<AdaptationException>(() => module.ApproveAsync(Key, proposal.Id, Ada));
        await Assert.ThrowsAsync<AdaptationException>(() => module.RejectAsync(Key, proposal.Id, Ada));
        await Assert.ThrowsAsync<AdaptationException>(() => module.RollBackAsync(Key, proposal.Id, Ada));
        await Assert.ThrowsAsync<AdaptationException>(() => module.ApproveAsync(Key, 99, Ada));
        await Assert.ThrowsAsync<AdaptationException>(() => module.ApproveAsync(Key, proposal.Id, new Decider("")));
    }

    [Fact]
    public async Task A_rejection_pins_the_parameter()
    {
        var (module, proposal) = await ProposedAsync("reject");

        var rejected = await module.RejectAsync(Key, proposal.Id, Ada);

        Assert.Equal((AdaptationStatus.Rejected, "ada", "short"), (rejected.Status, rejected.DecidedBy, await LengthAsync(module)));
        await AssertPinnedUntilReleasedAsync(module, "short", isAskedAgain: false);
    }

    [Fact]
    public async Task A_roll_back_restores_the_old_value_and_pins_the_parameter()
    {
        var (module, applied) = await AppliedAsync("roll-back");

        var undone = await module.RollBackAsync(Key, applied.Id, Ada);

        Assert.Equal((applied.Id, AdaptationStatus.RolledBack, "short"), (undone.Id, undone.Status, await LengthAsync(module)));
        var back = (await module.GetAdaptationsAsync(Context))[0];
        Assert.Equal((AdaptationStatus.Applied, "long", "short", applied.Id, "ada"), (back.Status, back.OldValue, back.NewValue, back.Undoes, back.DecidedBy));
        await AssertPinnedUntilReleasedAsync(module, "short");
        Assert.True(cluster.Log.Has(LogLevel.Information, "Module roll-back, context folk: adaptation 2 of length from 'long' to 'short' is Applied"));
        Assert.True(cluster.Log.Has(LogLevel.Information, "Module roll-back, context folk: adaptation 1 of length from 'short' to 'long' is RolledBack"));
    }

    [Fact]
    public async Task A_suggestion_is_applied_and_pins_the_parameter()
    {
        var module = await cluster.HostedAsync("suggest");

        var suggested = await module.SuggestAdaptationAsync(Context, "length", "medium", Ada);

        Assert.Equal((AdaptationStatus.Applied, "medium", "ada", 1.0), (suggested.Status, suggested.NewValue, suggested.DecidedBy, suggested.Confidence));
        Assert.Equal("medium", await LengthAsync(module));
        await AssertPinnedUntilReleasedAsync(module, "medium");
    }

    [Fact]
    public async Task A_suggestion_waits_where_approval_is_required()
    {
        var module = await cluster.HostedAsync("suggest-consent", Consent);

        var suggested = await module.SuggestAdaptationAsync(Context, "length", "medium", Ada);
        Assert.Equal((AdaptationStatus.Proposed, "short"), (suggested.Status, await LengthAsync(module)));
        await module.ApproveAsync(Key, suggested.Id, new Decider("bob"));

        Assert.Equal("medium", await LengthAsync(module));
        Assert.Equal("medium", Assert.Single((await module.GetPolicyAsync(Context)).Pins).Value);
    }

    [Fact]
    public async Task A_pin_holds_the_value_in_use_or_a_given_one()
    {
        var module = await cluster.HostedAsync("pin");

        var pin = await module.PinAsync(Context, "length", Ada);
        Assert.Equal(("length", "short", "ada", "sounds better"), (pin.ParameterName, pin.Value, pin.PinnedBy, pin.Note));
        Assert.Equal("long", (await module.PinAsync(Context, "length", Ada, "long")).Value);

        Assert.Equal("long", await LengthAsync(module));
        var adaptation = Assert.Single(await module.GetAdaptationsAsync(Context));
        Assert.Equal((AdaptationStatus.Applied, "ada"), (adaptation.Status, adaptation.DecidedBy));
        Assert.True(cluster.Log.Has(LogLevel.Information, "Module pin, context folk: adaptation 1 of length from 'short' to 'long' is Applied (confidence 1.00): Pinned by ada."));
        Assert.True(await module.ReleaseAsync(Context, "length", Ada));
        Assert.False(await module.ReleaseAsync(Context, "length", Ada));
    }

    [Fact]
    public async Task Unknown_parameters_and_values_are_refused_with_the_known_ones()
    {
        var module = await cluster.HostedAsync("unknown-names");
        var calls = new (Func<Task> Call, string Says)[]
        {
            (() => module.SuggestAdaptationAsync(Context, "volume", "11", Ada), "warmth, length"),
            (() => module.SuggestAdaptationAsync(Context, "length", "huge", Ada), "short, long, medium"),
            (() => module.SuggestAdaptationAsync(Context, "length", "short", Ada), "in use already"),
            (() => module.PinAsync(Context, "volume", Ada), "warmth, length"),
            (() => module.PinAsync(Context, "length", Ada, "huge"), "short, long, medium"),
            (() => module.ReleaseAsync(Context, "volume", Ada), "warmth, length"),
        };

        foreach (var (call, says) in calls)
        {
            var error = await Assert.ThrowsAsync<AdaptationException>(call);
            Assert.Contains(says, error.Message, StringComparison.Ordinal);
            Assert.Equal(("unknown-names", Context), (error.Module, error.Context));
        }

        Assert.Empty(await module.GetAdaptationsAsync(Context));
        Assert.Empty((await module.GetPolicyAsync(Context)).Pins);
    }

    [Fact]
    public async Task A_reset_restores_the_defaults_and_forgets_what_was_learned_but_no_metrics()
    {
        var (module, applied) = await AppliedAsync("reset");
        await module.PinAsync(Context, "warmth", Ada, "0.9");
        var known = (await module.GetFeedbackAsync(Context))[0];

        await module.ResetLearningAsync(Context, Ada);

        var view = await module.GetPolicyAsync(Context);
        Assert.Equal(["0.5", "short"], view.Policy.Values.Select(value => value.Value));
        Assert.Equal((0, 0), (view.LearnedFeedbacks, view.Estimates.Sum(e => e.Count)));
        Assert.Empty(view.Pins);
        Assert.Equal(FeedbackReceipt.Duplicate, await module.ApplyFeedbackAsync(known.ResultId, known.Feedback));
        Assert.Equal(3, (await module.GetPerformanceMetricsAsync("1h", Context)).QualityCount);
        Assert.True(cluster.Log.Has(LogLevel.Information, "Module reset, context folk: adaptation 3 of warmth from '0.9' to '0.5' is Applied (confidence 1.00): Learning was reset by ada."));
        Assert.Equal(AdaptationStatus.Superseded, (await module.GetAdaptationsAsync(Context)).Single(a => a.Id == applied.Id).Status);
    }

    private static ContextKey Key => ContextKey.Parse(Context);

    private static Task<string> LengthAsync(IModuleClient module) => module.ValueAsync(Context, "length");

    private async Task LearnAsync(IModuleClient module, string? wish)
    {
        cluster.Strategy.Wish = wish is null ? null : ("length", wish, 0.9);
        await module.JudgedAsync(cluster.Cluster, Context, 3, 0.5);
        await module.TriggerLearningCycleAsync(Context);
        cluster.Strategy.Wish = null;
    }

    private async Task<(IModuleClient Module, Adaptation Proposal)> ProposedAsync(string name)
    {
        var module = await cluster.HostedAsync(name, Consent);
        await LearnAsync(module, "long");
        return (module, Assert.Single(await module.GetAdaptationsAsync(Context)));
    }

    private async Task<(IModuleClient Module, Adaptation Applied)> AppliedAsync(string name)
    {
        var module = await cluster.HostedAsync(name);
        await LearnAsync(module, "long");
        Assert.Equal("long", await LengthAsync(module));
        return (module, Assert.Single(await module.GetAdaptationsAsync(Context)));
    }

    private async Task AssertPinnedUntilReleasedAsync(IModuleClient module, string value, bool isAskedAgain = true)
    {
        var pin = Assert.Single((await module.GetPolicyAsync(Context)).Pins);
        Assert.Equal(("length", value, "ada"), (pin.ParameterName, pin.Value, pin.PinnedBy));
        var options = await module.GetOptionsAsync();
        await module.SetOptionsAsync(options.Options with { LearningMode = LearningMode.Automatic }, options.ETag);

        for (var i = 0; i < 3; i++) await LearnAsync(module, "long");
        Assert.Equal(value, await LengthAsync(module));
        var open = (await module.GetAdaptationsAsync(Context)).Where(a => a.Status == AdaptationStatus.Proposed);
        Assert.Equal(isAskedAgain ? [(value, "long")] : [], open.Select(a => (a.OldValue, a.NewValue)));

        Assert.True(await module.ReleaseAsync(Context, "length", Ada));
        await LearnAsync(module, "long");
        Assert.Equal("long", await LengthAsync(module));
        Assert.DoesNotContain(await module.GetAdaptationsAsync(Context), a => a.Status == AdaptationStatus.Proposed);
    }
}
