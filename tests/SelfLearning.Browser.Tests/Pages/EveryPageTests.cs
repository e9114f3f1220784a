using Microsoft.Playwright;
using SelfLearning.Browser.Tests.Browsing;

namespace SelfLearning.Browser.Tests.Pages;

[Collection(SiteCollection.Name)]
public sealed class EveryPageTests(Site site)
{
    [BrowserTheory]
    [InlineData("overview", "/", "Modules")]
    [InlineData("module", "/modules/sketch", "sketch")]
    [InlineData("module-filtered", "/modules/sketch?filter=nothing-like-it", "sketch")]
    [InlineData("module-empty", "/modules/poster?sort=gain", "poster")]
    [InlineData("context", "/modules/sketch/contexts/portrait", "portrait")]
    [InlineData("context-month", "/modules/sketch/contexts/portrait?period=30d", "portrait")]
    [InlineData("context-few", "/modules/sketch/contexts/still-life?period=1h", "still-life")]
    [InlineData("context-new", "/modules/poster/contexts/nobody-called", "nobody-called")]
    public async Task A_page_is_clean_accessible_and_fits_in_light_and_dark_on_a_phone_and_a_wide_screen(string name, string path, string title)
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            foreach (var width in (int[])[360, 1_600])
            {
                var look = $"{name}-{width}-{scheme}".ToLowerInvariant();
                await visit.LookAsync(scheme, width);
                var response = await visit.OpenAsync(path);
                await Assertions.Expect(visit.Page.Locator("#live")).ToHaveTextAsync("Live");

                Assert.Equal(200, response.Status);
                Assert.Contains(title, await visit.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
                await Usable.AssertAsync(visit, look);
            }
        }

        Assert.Empty(visit.Complaints);
    }

    [BrowserTheory]
    [InlineData("unknown-module", "/modules/nowhere")]
    [InlineData("unknown-page", "/modules/sketch/contexts/portrait/nothing/here")]
    [InlineData("impossible-context", "/modules/sketch/contexts/a%20b")]
    public async Task The_page_of_an_error_is_a_page_like_the_others(string name, string path)
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        foreach (var (scheme, width) in ((ColorScheme, int)[])[(ColorScheme.Light, 360), (ColorScheme.Dark, 1_600)])
        {
            await visit.LookAsync(scheme, width);
            var response = await visit.OpenAsync(path);

            Assert.InRange(response.Status, 400, 404);
            await Assertions.Expect(visit.Page.Locator("h1")).ToBeVisibleAsync();
            await Usable.AssertAsync(visit, $"{name}-{width}-{scheme}".ToLowerInvariant());
        }

        // The browser itself remarks on the status of a page; nothing else may be there.
        Assert.All(visit.Complaints, complaint => Assert.Contains("Failed to load resource: the server responded with a status of 40", complaint, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task The_page_to_try_the_api_on_asks_nobody_else()
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);

        await visit.OpenAsync("/api/v1/docs");
        await Assertions.Expect(visit.Page.GetByText("Self-Learning Orleans").First).ToBeVisibleAsync();

        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task The_dashboard_of_Orleans_asks_nobody_else()
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);

        await visit.OpenAsync("/orleans/");
        await Assertions.Expect(visit.Page.GetByText("Active Silos").First).ToBeVisibleAsync();

        await visit.ShootAsync("orleans-dashboard");
        Assert.DoesNotContain(visit.Complaints, complaint => complaint.Contains("outside the host", StringComparison.Ordinal));
    }
}
