using Microsoft.Playwright;
using SelfLearning.Browser.Tests.Browsing;

namespace SelfLearning.Browser.Tests.Pages;

[Collection(SiteCollection.Name)]
public sealed class KeyboardTests(Site site)
{
    // A part may be renewed while one goes through the page, so that a control is known by what it is, not by its place.
    private const string Key = "const key = element => `${element.localName} ${element.id || element.getAttribute('href') || element.innerText}`;";

    private const string Controls = $$"""
        () => {
          {{Key}}
          return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
            .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.disabled).map(key);
        }
        """;

    private const string Stop = $$"""
        () => {
          {{Key}}
          const element = document.activeElement;
          if (!element || element === document.body) return null;
          const style = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          return [key(element), String(style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none'),
            String(box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight)];
        }
        """;

    [BrowserTheory]
    [InlineData("/")]
    [InlineData("/modules/sketch")]
    [InlineData("/modules/sketch/contexts/portrait")]
    public async Task Tab_reaches_every_control_and_shows_where_it_is(string path)
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        await visit.LookAsync(ColorScheme.Light, 1_600);
        await visit.OpenAsync(path);
        await Assertions.Expect(visit.Page.Locator("#live")).ToHaveTextAsync("Live");
        var controls = await visit.Page.EvaluateAsync<string[]>(Controls);

        var reached = new HashSet<string>();
        for (var i = 0; i <= controls.Length; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await visit.Page.EvaluateAsync<string[]?>(Stop) is not [var control, var isMarked, var isInSight]) break;
            reached.Add(control);
            Assert.Equal((control, "true", "true"), (control, isMarked, isInSight));
        }

        Assert.True(controls.Length >= 5);
        Assert.Equal([], controls.Except(reached));
    }

    [BrowserFact]
    public async Task The_first_stop_leads_past_the_head_of_the_page()
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        await visit.OpenAsync("/modules/sketch");

        await visit.Page.Keyboard.PressAsync("Tab");
        var skip = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" });
        await Assertions.Expect(skip).ToBeFocusedAsync();
        await Assertions.Expect(skip).ToBeInViewportAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator("#content")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.querySelector('#content').contains(document.activeElement)"));
    }

    [BrowserFact]
    public async Task A_person_decides_with_the_keyboard_alone()
    {
        var found = await site.Critic(Site.Asking, 9).UntilAsync("keys-only", AdaptationStatus.Proposed);
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        await visit.OpenAsync("/modules/poster/contexts/keys-only");

        await visit.Page.Locator($"#note-{found.Id}").FocusAsync();
        await visit.Page.Keyboard.TypeAsync("no");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Space");

        await Assertions.Expect(visit.Page.Locator($"#adaptation-{found.Id}")).ToContainTextAsync("Rejected");
    }
}
