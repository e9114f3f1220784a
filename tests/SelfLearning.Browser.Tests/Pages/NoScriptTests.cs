using Microsoft.Playwright;
using SelfLearning.Browser.Tests.Browsing;

namespace SelfLearning.Browser.Tests.Pages;

/// <summary>Without script; decisions are in <see cref="DecisionTests"/>.</summary>
[Collection(SiteCollection.Name)]
public sealed class NoScriptTests(Site site)
{
    [BrowserFact]
    public async Task One_finds_a_context_and_reads_its_figures_by_links_and_forms()
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address, script: false);
        await visit.LookAsync(ColorScheme.Light, 360);
        await visit.OpenAsync("/");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "sketch", Exact = true }).ClickAsync();
        await visit.Page.GetByLabel("Key contains").FillAsync("still");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#contexts tbody tr")).ToHaveCountAsync(1);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Show all" }).Or(visit.Page.GetByRole(AriaRole.Link, new() { Name = "sketch", Exact = true })).First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "portrait", Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "1 hour" }).ClickAsync();

        Assert.EndsWith("/modules/sketch/contexts/portrait?period=1h", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.GetByText("Quality as a table").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#quality-table tbody tr").Last).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("#quality svg")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("#refresh")).ToBeVisibleAsync();
        await visit.ShootAsync("context-360-no-script");
        Assert.Empty(visit.Complaints);
    }
}
