using Microsoft.Playwright;
using SelfLearning.Browser.Tests.Browsing;

namespace SelfLearning.Browser.Tests.Pages;

[Collection(SiteCollection.Name)]
public sealed class DecisionTests(Site site)
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_approves_rolls_back_and_releases_by_buttons_with_and_without_script(bool script)
    {
        var context = $"decide-{script}".ToLowerInvariant();
        var module = site.Module(Site.Asking);
        var proposed = await site.Critic(Site.Asking, script ? 7 : 8).UntilAsync(context, AdaptationStatus.Proposed);
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address, script);
        await visit.OpenAsync($"/modules/poster/contexts/{context}");
        await Assertions.Expect(visit.Page.Locator("#status")).ToContainTextAsync("It waits for you");

        var adaptation = visit.Page.Locator($"#adaptation-{proposed.Id}");
        await adaptation.GetByLabel("Note").FillAsync("looks right <b>to me</b>");
        await adaptation.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#notice")).ToBeVisibleAsync();
        await Assertions.Expect(adaptation).ToContainTextAsync("looks right <b>to me</b>");
        if (script) await Usable.AssertAsync(visit, "context-approved");
        var approved = (await module.GetAdaptationsAsync(context)).Single(each => each.Id == proposed.Id);
        Assert.Equal((AdaptationStatus.Applied, proposed.NewValue), (approved.Status, await InUseAsync(module, context, proposed.ParameterName)));

        await adaptation.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Assertions.Expect(adaptation).ToContainTextAsync("Rolled back");
        Assert.Equal(proposed.OldValue, await InUseAsync(module, context, proposed.ParameterName));
        Assert.Single((await module.GetPolicyAsync(context)).Pins);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = $"Release {proposed.ParameterName}" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = $"Release {proposed.ParameterName}" })).ToHaveCountAsync(0);
        Assert.Empty((await module.GetPolicyAsync(context)).Pins);
        Assert.Empty(visit.Complaints);
    }

    private static async Task<string> InUseAsync(IModuleClient module, string context, string parameter) =>
        (await module.GetPolicyAsync(context)).Policy.Values.Single(value => value.ParameterName == parameter).Value;
}
