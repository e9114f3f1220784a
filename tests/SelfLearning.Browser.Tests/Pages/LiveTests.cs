using Microsoft.Playwright;
using SelfLearning.Browser.Tests.Browsing;
using SelfLearning.Browser.Tests.Hosting;

namespace SelfLearning.Browser.Tests.Pages;

[Collection(SiteCollection.Name)]
public sealed class LiveTests(Site site)
{
    // The events of the page are the test's own.
    private const string OwnEvents = """
        window.EventSource = class extends EventTarget {
          constructor() { super(); window.stream = this; }
          close() {}
        };
        """;

    [BrowserFact]
    public async Task Feedback_appears_on_an_open_page_without_a_reload_and_is_only_text()
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        var module = site.Module(Site.Automatic);
        var result = await module.ProcessAsync(new SketchRequest("harbour"));
        await visit.OpenAsync("/modules/sketch/contexts/harbour");
        await Assertions.Expect(visit.Page.Locator("#live")).ToHaveTextAsync("Live");
        await Assertions.Expect(visit.Page.Locator("#feedback")).ToContainTextAsync("None yet");
        await visit.Page.EvaluateAsync("window.sameDocument = true");

        var comment = $"<img src=/none onerror=alert(1)> {Guid.NewGuid()}";
        await module.ApplyFeedbackAsync(result.Id, Feedback.FromRating(5, comment));

        await Assertions.Expect(visit.Page.Locator("#feedback")).ToContainTextAsync(comment);
        await Assertions.Expect(visit.Page.Locator("#feedback img")).ToHaveCountAsync(0);
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.sameDocument === true"));
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task What_a_person_types_is_not_taken_away_by_an_update()
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        var found = await site.Critic(Site.Automatic, 5).UntilAsync("garden", AdaptationStatus.Applied);
        await visit.OpenAsync("/modules/sketch/contexts/garden");
        var note = visit.Page.Locator($"#note-{found.Id}");
        await note.FillAsync("I have seen");

        var result = await site.Module(Site.Automatic).ProcessAsync(new SketchRequest("garden"));
        var comment = Guid.NewGuid().ToString();
        await site.Module(Site.Automatic).ApplyFeedbackAsync(result.Id, Feedback.FromRating(5, comment));
        await site.Module(Site.Automatic).TriggerLearningCycleAsync("garden");

        await Assertions.Expect(visit.Page.Locator("#feedback")).ToContainTextAsync(comment);
        await Assertions.Expect(note).ToHaveValueAsync("I have seen");
        await Assertions.Expect(note).ToBeFocusedAsync();
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task A_change_that_is_taken_back_while_somebody_types_is_taken_back_on_the_page_too()
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        var found = await site.Critic(Site.Automatic, 5).UntilAsync("courtyard", AdaptationStatus.Applied);
        // What is loaded after one of the events has its name in two headings.
        await visit.Page.AddInitScriptAsync(OwnEvents);
        await visit.Page.RouteAsync("**/contexts/courtyard", async route =>
        {
            if (!route.Request.Headers.TryGetValue("x-selflearning-live", out var wanted))
            {
                await route.ContinueAsync();
                return;
            }

            var answer = await route.FetchAsync();
            var html = await answer.TextAsync();
            if (wanted == "other") html = html.Replace(">Adaptations</h2>", ">Other adaptations</h2>", StringComparison.Ordinal).Replace(">Feedback <small>", ">Other feedback <small>", StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = answer, Body = html });
        });
        await visit.OpenAsync("/modules/sketch/contexts/courtyard");
        var (feedback, adaptations) = (visit.Page.Locator("#feedback-title"), visit.Page.Locator("#adaptations-title"));
        var first = await visit.Page.EvaluateAsync<string>("document.body.dataset.fingerprint");
        await visit.Page.Locator($"#note-{found.Id}").FillAsync("I have seen");

        await TellAsync(visit.Page, "other");
        await Assertions.Expect(feedback).ToContainTextAsync("Other feedback");
        await Assertions.Expect(adaptations).ToHaveTextAsync("Adaptations");
        await TellAsync(visit.Page, first);

        await Assertions.Expect(feedback).ToContainTextAsync("Feedback");
        await Assertions.Expect(visit.Page.Locator($"#note-{found.Id}")).ToHaveValueAsync("I have seen");
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task A_link_that_is_pressed_while_its_part_changes_is_followed()
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        await site.Module(Site.Automatic).ProcessAsync(new SketchRequest("pressed"));
        var loading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await visit.Page.AddInitScriptAsync(OwnEvents);
        await visit.Page.RouteAsync("**/modules/sketch", async route =>
        {
            if (!route.Request.Headers.ContainsKey("x-selflearning-live"))
            {
                await route.ContinueAsync();
                return;
            }

            var answer = await route.FetchAsync();
            var html = (await answer.TextAsync()).Replace(">Context key<", ">Another key<", StringComparison.Ordinal);
            // "Live" again when what comes now has taken its place, or was left out.
            await visit.Page.EvaluateAsync("document.getElementById('live').textContent = 'Loading'");
            loading.TrySetResult();
            await route.FulfillAsync(new() { Response = answer, Body = html });
        });
        await visit.OpenAsync("/modules/sketch");
        var link = visit.Page.Locator("#contexts a").First;
        var (target, place) = (await link.GetAttributeAsync("href"), await link.BoundingBoxAsync());

        await visit.Page.Mouse.MoveAsync(place!.X + (place.Width / 2), place.Y + (place.Height / 2));
        await visit.Page.Mouse.DownAsync();
        await TellAsync(visit.Page, "other");
        await loading.Task;
        await Assertions.Expect(visit.Page.Locator("#live")).ToHaveTextAsync("Live");
        await visit.Page.Mouse.UpAsync();

        await visit.Page.WaitForURLAsync($"**{target}");
        Assert.Empty(visit.Complaints);
    }

    [BrowserTheory]
    [InlineData("performance", "#quality-table > summary")]
    [InlineData("performance", "#duration-table .scroll")]
    [InlineData("parameters", "#parameters button")]
    public async Task Who_goes_through_the_page_by_keyboard_keeps_the_place_when_the_page_is_renewed(string part, string place)
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        var (module, context) = (site.Module(Site.Automatic), $"place-{Guid.NewGuid():N}");
        await module.PinAsync(context, "medium", new Decider("ada"));
        await site.Critic(Site.Automatic, 6).JudgeAsync(context, 1);
        await visit.OpenAsync($"/modules/sketch/contexts/{context}?period=1h");
        await Assertions.Expect(visit.Page.Locator("#live")).ToHaveTextAsync("Live");
        await visit.Page.EvaluateAsync("for (const details of document.querySelectorAll('#performance details')) details.open = true");
        await visit.Page.Locator(place).FocusAsync();
        await visit.Page.EvaluateAsync("part => { window.before = document.getElementById(part); }", part);

        await site.Critic(Site.Automatic, 7).JudgeAsync(context, 1);
        await module.TriggerLearningCycleAsync(ContextKey.Parse(context));

        await visit.UntilAsync("part => document.getElementById(part) !== window.before", part);
        Assert.True(await visit.Page.EvaluateAsync<bool>("place => document.activeElement === document.querySelector(place)", place));
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task The_part_of_a_chart_one_looks_at_stays_when_the_page_is_renewed()
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        // The chart is a picture; the times on its axis are taken down while it is drawn.
        await visit.Page.AddInitScriptAsync("""
            window.times = [];
            const fillText = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
              if (this.canvas.closest('#duration') && /^\d\d:\d\d$/.test(text)) window.times.push(text);
              return fillText.call(this, text, ...rest);
            };
            """);
        await site.Critic(Site.Automatic, 6).JudgeAsync("zoomed", 1);
        await visit.OpenAsync("/modules/sketch/contexts/zoomed?period=24h");
        await Assertions.Expect(visit.Page.Locator("#live")).ToHaveTextAsync("Live");
        await visit.UntilAsync("() => window.times.length > 0");
        await visit.Page.Locator("#duration").ScrollIntoViewIfNeededAsync();
        var area = await visit.Page.Locator("#duration .u-over").BoundingBoxAsync() ?? throw new InvalidOperationException("There is no chart.");
        var all = await TimesAsync("");

        await visit.Page.Mouse.MoveAsync(area.X + (area.Width * 0.3f), area.Y + 20);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(area.X + (area.Width * 0.5f), area.Y + 20, new() { Steps = 5 });
        await TimesAsync("window.times = []");
        await visit.Page.Mouse.UpAsync();
        await visit.UntilAsync("() => window.times.length > 0");
        var part = await TimesAsync("window.times = []");
        await site.Critic(Site.Automatic, 7).JudgeAsync("zoomed", 1);
        await visit.UntilAsync("() => window.times.length > 0");

        Assert.NotEqual(all, part);
        Assert.Equal(part, await TimesAsync(""));
        Assert.Empty(visit.Complaints);

        Task<string> TimesAsync(string then) => visit.Page.EvaluateAsync<string>($"() => {{ const times = [...new Set(window.times)].join(' '); {then}; return times; }}");
    }

    [BrowserFact]
    public async Task An_adaptation_of_this_minute_is_marked_in_the_chart()
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        // The chart is a picture; what it writes is taken down while it is drawn.
        await visit.Page.AddInitScriptAsync("""
            window.written = [];
            const fillText = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) { window.written.push(text); return fillText.call(this, text, ...rest); };
            """);
        foreach (var period in (string[])["1h", "24h", "7d", "30d"])
        {
            await visit.OpenAsync($"/modules/sketch/contexts/portrait?period={period}");
            await Assertions.Expect(visit.Page.Locator("#quality canvas")).ToBeVisibleAsync();

            await Assertions.Expect(visit.Page.Locator("#quality-table [data-mark='1']")).ToHaveCountAsync(1);
            Assert.Equal((period, true), (period, await visit.Page.EvaluateAsync<bool>("window.written.includes('#1')")));
        }
    }

    [BrowserFact]
    public async Task The_charts_follow_the_window_and_the_scheme_without_a_reload()
    {
        await using var visit = await site.Chromium.VisitAsync(site.Silo.Address);
        await visit.LookAsync(ColorScheme.Light, 1_600);
        await visit.OpenAsync("/modules/sketch/contexts/portrait?period=1h");
        await Assertions.Expect(visit.Page.Locator("#quality canvas")).ToBeVisibleAsync();
        var light = await visit.Page.EvaluateAsync<string>("document.querySelector('#quality canvas').toDataURL()");

        await visit.LookAsync(ColorScheme.Dark, 1_600);
        await visit.UntilAsync("light => document.querySelector('#quality canvas')?.toDataURL() !== light", light);
        await visit.LookAsync(ColorScheme.Dark, 360);

        await visit.UntilAsync("() => [...document.querySelectorAll('canvas')].every(canvas => canvas.getBoundingClientRect().right <= innerWidth)");
        Assert.Empty(await visit.OverflowAsync());
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task A_page_whose_host_has_gone_says_so_and_keeps_what_it_showed()
    {
        await using var silo = await PageSilo.StartAsync(["sketch"], []);
        await using var visit = await site.Chromium.VisitAsync(silo.Address);
        await visit.OpenAsync("/modules/sketch");
        await Assertions.Expect(visit.Page.Locator("#live")).ToHaveTextAsync("Live");

        await silo.StopAsync();

        await Assertions.Expect(visit.Page.Locator("#live")).ToHaveTextAsync("Not connected");
        await Assertions.Expect(visit.Page.Locator("h1")).ToContainTextAsync("sketch");
    }

    private static async Task TellAsync(IPage page, string fingerprint) =>
        await page.EvaluateAsync("data => { window.stream.dispatchEvent(new MessageEvent('changed', { data })); }", fingerprint);
}
