using Microsoft.Playwright;
using SelfLearning.Browser.Tests.Browsing;
using SelfLearning.Browser.Tests.Hosting;

namespace SelfLearning.Browser.Tests.Pages;

[Collection(SiteCollection.Name)]
public sealed class SignInTests(Site site)
{
    private static readonly string Reader = "slo_" + new string('a', 64);
    private static readonly string Caller = "slo_" + new string('b', 64);

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_signs_in_with_a_key_sees_what_it_opens_and_signs_out(bool script)
    {
        await using var silo = await PageSilo.StartAsync([], [.. Site.KeySettings("reader", Reader, "reader"), .. Site.KeySettings("caller", Caller, "caller")]);
        await using var visit = await site.Chromium.VisitAsync(silo.Address, script);
        var page = visit.Page;
        await visit.LookAsync(script ? ColorScheme.Light : ColorScheme.Dark, script ? 1_600 : 360);

        await visit.OpenAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        if (script) await Usable.AssertAsync(visit, "sign-in");
        await SignInAsync(page, "slo_" + new string('c', 64));
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not known");
        if (script) await Usable.AssertAsync(visit, "sign-in-refused");
        visit.Forgive();

        await SignInAsync(page, Reader);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Modules" })).ToBeVisibleAsync();
        if (script)
        {
            await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Live");
            await Usable.AssertAsync(visit, "overview-empty");
        }

        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => !cookie.HttpOnly || cookie.SameSite != SameSiteAttribute.Strict);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);

        // Who may call and not read is told so.
        await SignInAsync(page, Caller);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Not allowed" })).ToBeVisibleAsync();
        if (script) await Usable.AssertAsync(visit, "not-allowed");
    }

    private static async Task SignInAsync(IPage page, string key)
    {
        await page.GetByLabel("API key").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
