using System.Net;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard.Decisions;

[Collection(OpenSiloCollection.Name)]
public sealed class DecisionFormTests(OpenSilo open) : IDisposable
{
    private readonly Browser _browser = new(open.Silo);

    private IModuleClient Asking => open.Silo.Client.GetModule("asking");

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_proposal_is_approved_with_a_note_and_the_page_says_so_once()
    {
        var page = await ProposeAsync("approve");

        var answer = (await _browser.PostAsync("/modules/asking/contexts/approve/adaptations/1/approve?period=7d", page, ("note", "  sounds better  "))).Require(HttpStatusCode.SeeOther);
        var after = (await _browser.GetAsync(answer.Location!.Split('#')[0])).Require(HttpStatusCode.OK);

        Assert.Contains("?period=7d&", answer.Location, StringComparison.Ordinal);
        var decided = (await Asking.GetAdaptationsAsync("approve"))[0];
        Assert.Equal((AdaptationStatus.Applied, "local", "sounds better"), (decided.Status, decided.DecidedBy, decided.Note));
        Assert.Contains("Adaptation 1 is applied.", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/adaptations/1/approve", after.Html, StringComparison.Ordinal);
        Assert.Contains("/adaptations/1/roll-back?period=7d\"", after.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proposal_is_rejected_and_its_parameter_released_again()
    {
        var page = await ProposeAsync("reject");

        var rejected = (await _browser.PostAsync("/modules/asking/contexts/reject/adaptations/1/reject", page)).Require(HttpStatusCode.SeeOther);
        var after = (await _browser.GetAsync(rejected.Location!.Split('#')[0])).Require(HttpStatusCode.OK);
        var released = (await _browser.PostAsync("/modules/asking/contexts/reject/pins/tone/release", after)).Require(HttpStatusCode.SeeOther);
        var twice = await _browser.PostAsync("/modules/asking/contexts/reject/pins/tone/release", after);

        Assert.Equal(AdaptationStatus.Rejected, (await Asking.GetAdaptationsAsync("reject"))[0].Status);
        Assert.Contains("Adaptation 1 is rejected.", after.Text, StringComparison.Ordinal);
        Assert.Contains("Pinned by local", after.Text, StringComparison.Ordinal);
        Assert.Contains("said=released", released.Location, StringComparison.Ordinal);
        Assert.Empty((await Asking.GetPolicyAsync("reject")).Pins);
        twice.Require(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_applied_is_rolled_back_once()
    {
        var page = await ProposeAsync("back");
        await Asking.ApproveAsync("back", 1, new Decider("ada"));

        var answer = (await _browser.PostAsync("/modules/asking/contexts/back/adaptations/1/roll-back", page)).Require(HttpStatusCode.SeeOther);
        var after = (await _browser.GetAsync(answer.Location!.Split('#')[0])).Require(HttpStatusCode.OK);
        var twice = (await _browser.PostAsync("/modules/asking/contexts/back/adaptations/1/roll-back", page)).Require(HttpStatusCode.Conflict);

        Assert.Contains("Adaptation 1 is rolled back.", after.Text, StringComparison.Ordinal);
        Assert.Equal("warm", (await Asking.GetPolicyAsync("back")).Policy.Values.Single().Value);
        Assert.Contains("The state has changed meanwhile", twice.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("forged")]
    public async Task A_form_without_the_token_of_the_page_is_refused_with_a_page_and_changes_nothing(string? token)
    {
        await ProposeAsync("forged");

        var answer = (await _browser.PostAsync("/modules/asking/contexts/forged/adaptations/1/approve", token is null ? [] : [("__RequestVerificationToken", token)])).Require(HttpStatusCode.BadRequest);

        Assert.Contains("nothing was changed", answer.Text, StringComparison.Ordinal);
        Assert.Equal(AdaptationStatus.Proposed, (await Asking.GetAdaptationsAsync("forged"))[0].Status);
    }

    [Fact]
    public async Task The_token_of_another_visitor_is_refused()
    {
        await ProposeAsync("stolen");
        using var other = new Browser(open.Silo);
        var theirs = await other.GetAsync("/modules/asking/contexts/stolen");

        (await _browser.PostAsync("/modules/asking/contexts/stolen/adaptations/1/approve", theirs)).Require(HttpStatusCode.BadRequest);

        Assert.Equal(AdaptationStatus.Proposed, (await Asking.GetAdaptationsAsync("stolen"))[0].Status);
    }

    [Theory]
    [InlineData("adaptations/99/approve", HttpStatusCode.NotFound)]
    [InlineData("adaptations/x/approve", HttpStatusCode.BadRequest)]
    [InlineData("adaptations/1/approve", HttpStatusCode.BadRequest, 1_001)]
    [InlineData("adaptations/1/approve", HttpStatusCode.RequestEntityTooLarge, 40_000)]
    public async Task What_cannot_be_decided_is_a_page_that_says_why(string path, HttpStatusCode expected, int note = 0)
    {
        var page = await ProposeAsync("wrong");

        (await _browser.PostAsync($"/modules/asking/contexts/wrong/{path}", page, ("note", new string('n', note)))).Require(expected);
    }

    // A person's own proposal needs approval where adaptations do.
    private async Task<HtmlPage> ProposeAsync(string context)
    {
        await open.Silo.Client.RegisterAsync(new ModuleDefinition
        {
            Name = "asking",
            Parameters = new ParameterSpace(ParameterDefinition.Categorical("tone", "warm", "warm", "dry")),
            Options = new ModuleOptions { LearningMode = LearningMode.RequireApproval },
        });
        if ((await Asking.GetAdaptationsAsync(context)).Count == 0) await Asking.SuggestAdaptationAsync(context, "tone", "dry", new Decider("bot"));
        return (await _browser.GetAsync($"/modules/asking/contexts/{context}")).Require(HttpStatusCode.OK);
    }
}
