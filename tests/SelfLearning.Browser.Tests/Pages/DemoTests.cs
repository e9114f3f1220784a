using System.Globalization;
using Microsoft.Playwright;
using SelfLearning.Browser.Tests.Browsing;
using SelfLearning.Demo.Tests.EndToEnd;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Browser.Tests.Pages;

/// <summary>The page of the demo, which learns on real files while it is looked at.</summary>
[Collection(SiteCollection.Name)]
public sealed class DemoTests(Site site)
{
    [BrowserFact]
    public async Task One_watches_the_demo_learn_without_a_reload_from_the_overview_down_to_a_context()
    {
        var data = Directory.CreateTempSubdirectory("browser-demo-");
        try
        {
            await using var demo = DemoProcess.Start("--path", RepositoryFolder.Find("src"), "--data", data.FullName, "--seconds", "300");
            await using var visit = await site.Chromium.VisitAsync(await demo.PageAsync());
            var page = visit.Page;
            await visit.LookAsync(ColorScheme.Light, 1_600);

            await visit.OpenAsync("/");
            await Assertions.Expect(page.Locator("#modules")).ToContainTextAsync("compression");
            await page.GetByRole(AriaRole.Link, new() { Name = "compression", Exact = true }).First.ClickAsync();
            // Contexts come one after the other while the page is open.
            await page.GetByRole(AriaRole.Link, new() { Name = "code", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Live");
            await page.EvaluateAsync("window.sameDocument = true");
            var before = await LearnedAsync(page);
            await Assertions.Expect(LearnedFact(page)).Not.ToHaveTextAsync(before.ToString("N0", CultureInfo.InvariantCulture));

            Assert.True(await LearnedAsync(page) > before);
            Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));
            await visit.ShootAsync("demo-context");
            Assert.Empty(visit.Complaints);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static ILocator LearnedFact(IPage page) =>
        page.Locator("#performance .facts div").Filter(new() { HasText = "Feedback learned" }).Locator("dd");

    private static async Task<long> LearnedAsync(IPage page) =>
        long.Parse(await LearnedFact(page).InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
