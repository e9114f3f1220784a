using System.Net;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard.Access;

public sealed class SignInTests(KeyedSilo keyed) : IClassFixture<KeyedSilo>
{
    [Theory]
    [InlineData("/", "/sign-in?return=%2F")]
    [InlineData("/modules/paint?sort=gain", "/sign-in?return=%2Fmodules%2Fpaint%3Fsort%3Dgain")]
    [InlineData("/tools/learning/modules/paint", "/tools/learning/sign-in?return=%2Ftools%2Flearning%2Fmodules%2Fpaint")]
    public async Task Without_a_key_every_page_leads_to_the_sign_in(string path, string expected)
    {
        using var browser = new Browser(keyed.Silo);

        var answer = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.EndsWith(expected, answer.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_of_the_page_need_no_key() =>
        Assert.Equal(HttpStatusCode.OK, (await new Browser(keyed.Silo).GetAsync("/assets/dashboard.css")).Status);

    [Fact]
    public async Task A_reader_sees_everything_and_decides_nothing()
    {
        using var browser = new Browser(keyed.Silo);
        await keyed.Silo.Client.GetModule(WebSilo.Module).SuggestAdaptationAsync("read-only", "light", "hard", new Decider("ada"));

        var signedIn = await browser.SignInAsync(keyed.Keys["reader"]);
        var page = (await browser.GetAsync("/modules/paint/contexts/read-only")).Require(HttpStatusCode.OK);
        var refused = (await browser.PostAsync("/modules/paint/contexts/read-only/adaptations/1/roll-back", page)).Require(HttpStatusCode.Forbidden);

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (signedIn.Status, signedIn.Location));
        Assert.Contains("httponly", signedIn.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", signedIn.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(keyed.Keys["reader"], signedIn.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.DoesNotContain("roll-back", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/release", page.Html, StringComparison.Ordinal);
        Assert.Contains("lacks the role operator", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_is_told_what_the_key_lacks_and_can_leave()
    {
        using var browser = new Browser(keyed.Silo);
        await browser.SignInAsync(keyed.Keys["caller"]);

        var page = (await browser.GetAsync("/")).Require(HttpStatusCode.Forbidden);
        var left = await browser.PostAsync("/sign-out", page);

        Assert.Contains("'caller' lacks the role reader", page.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in"), (left.Status, left.Location));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/")).Status);
    }

    [Fact]
    public async Task A_decision_is_recorded_in_the_name_of_the_key()
    {
        using var browser = new Browser(keyed.Silo);
        var paint = keyed.Silo.Client.GetModule(WebSilo.Module);
        await paint.SuggestAdaptationAsync("signed", "light", "hard", new Decider("ada"));
        // An operator that reads too: the roles do not include each other.
        await browser.SignInAsync(keyed.Keys["both"]);

        var page = (await browser.GetAsync("/modules/paint/contexts/signed")).Require(HttpStatusCode.OK);
        (await browser.PostAsync("/modules/paint/contexts/signed/adaptations/1/roll-back", page)).Require(HttpStatusCode.SeeOther);

        Assert.Equal("both", (await paint.GetAdaptationsAsync("signed"))[0].DecidedBy);
    }

    [Fact]
    public async Task A_key_that_is_bound_to_a_module_shows_no_other()
    {
        using var browser = new Browser(keyed.Silo);
        await browser.SignInAsync(keyed.Keys[KeyedSilo.Bound]);

        var overview = (await browser.GetAsync("/")).Require(HttpStatusCode.OK);
        var other = (await browser.GetAsync("/modules/paint")).Require(HttpStatusCode.Forbidden);

        Assert.DoesNotContain("paint", overview.Html, StringComparison.Ordinal);
        Assert.Contains("bound to other modules", other.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("slo_")]
    [InlineData("unknown")]
    public async Task A_key_that_is_not_configured_opens_nothing(string key)
    {
        using var browser = new Browser(keyed.Silo);

        var answer = (await browser.SignInAsync(keyed.Keys.GetValueOrDefault(key, key))).Require(HttpStatusCode.Unauthorized);

        Assert.Contains("This key is not known", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/")).Status);
    }

    [Fact]
    public async Task Signing_in_needs_the_token_of_the_form() =>
        (await new Browser(keyed.Silo).PostAsync("/sign-in", ("key", keyed.Keys["reader"]))).Require(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("/\r\n/evil.example/")]
    [InlineData("/\u000b/evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_leads_to_a_page_of_this_host_only(string back)
    {
        using var browser = new Browser(keyed.Silo);
        var form = await browser.GetAsync("/sign-in?return=" + Uri.EscapeDataString(back));

        var answer = await browser.PostAsync("/sign-in", form, ("key", keyed.Keys["reader"]), ("return", back));

        Assert.DoesNotContain("evil", form.Html, StringComparison.Ordinal);
        Assert.Equal("/", answer.Location);
    }

    [Fact]
    public async Task The_api_takes_no_cookie_and_the_page_no_key_in_a_header()
    {
        using var browser = new Browser(keyed.Silo);
        await browser.SignInAsync(keyed.Keys["reader"]);
        using var withKey = new HttpRequestMessage(HttpMethod.Get, "/");
        withKey.Headers.Add("X-Api-Key", keyed.Keys["reader"]);
        using var stranger = new Browser(keyed.Silo);

        var api = await browser.GetAsync("/api/v1/modules");
        using var page = await stranger.SendAsync(withKey);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Redirect), (api.Status, page.StatusCode));
    }

    [Fact]
    public async Task Who_has_signed_in_finds_the_description_of_the_api_and_calls_nothing_from_it_without_a_key()
    {
        using var browser = new Browser(keyed.Silo);
        string[] paths = ["/api/v1/docs/", "/api/v1/openapi/selflearning.json"];

        await RequireAsync(HttpStatusCode.Unauthorized);
        await browser.SignInAsync(keyed.Keys["caller"]);
        await RequireAsync(HttpStatusCode.Forbidden);
        await browser.SignInAsync(keyed.Keys["reader"]);
        await RequireAsync(HttpStatusCode.OK);

        var calls = (await browser.GetAsync("/api/v1/modules"), await browser.PostAsync("/api/v1/modules/paint/contexts/tried/learning-cycles"));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (calls.Item1.Status, calls.Item2.Status));

        async Task RequireAsync(HttpStatusCode expected)
        {
            foreach (var path in paths)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                using var answer = await browser.SendAsync(request);
                Assert.Equal((path, expected), (path, answer.StatusCode));
            }
        }
    }

    [Fact]
    public async Task Event_streams_are_refused_not_led_away()
    {
        using var browser = new Browser(keyed.Silo);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live");
        request.Headers.Accept.ParseAdd("text/event-stream");

        using var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
