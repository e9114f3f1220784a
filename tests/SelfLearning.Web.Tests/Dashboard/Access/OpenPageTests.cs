using System.Net;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard.Access;

/// <summary>A host without keys shows the page to whoever sits at it.</summary>
[Collection(OpenSiloCollection.Name)]
public sealed class OpenPageTests(OpenSilo open)
{
    [Theory]
    [InlineData("X-Forwarded-For", "10.0.0.7", "passed on by a proxy")]
    [InlineData("Host", "evil.example", "not this machine by name")]
    public async Task Who_comes_from_elsewhere_gets_a_page_that_says_why_not(string header, string value, string expected)
    {
        using var browser = new Browser(open.Silo);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/modules/paint");
        request.Headers.Add(header, value);

        var page = (await HtmlPage.ReadAsync(browser.SendAsync(request))).Require(HttpStatusCode.Forbidden);

        Assert.Contains(expected, page.Text, StringComparison.Ordinal);
        Assert.Contains("Not allowed", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_page_of_another_site_sends_changes_nothing()
    {
        using var browser = new Browser(open.Silo);
        var paint = open.Silo.Client.GetModule(WebSilo.Module);
        await paint.SuggestAdaptationAsync("elsewhere", "light", "hard", new Decider("ada"));
        // Where the API is refused to it, the forms of the page are too: their token is only the second lock.
        foreach (var path in (string[])["/api/v1/modules/paint/contexts/elsewhere/adaptations/1/roll-back", "/modules/paint/contexts/elsewhere/adaptations/1/roll-back"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Headers.Add("Origin", "https://evil.example");

            using var answer = await browser.SendAsync(request);

            Assert.Equal((path, true), (path, answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden));
            Assert.Contains("a page of another site", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(AdaptationStatus.Applied, (await paint.GetAdaptationsAsync("elsewhere"))[0].Status);
    }

    [Fact]
    public async Task What_a_page_of_this_host_and_a_program_send_is_done()
    {
        using var browser = new Browser(open.Silo);
        foreach (var origin in (string?[])[open.Silo.Address.GetLeftPart(UriPartial.Authority), null])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/modules/paint/contexts/own-page/learning-cycles");
            if (origin is not null) request.Headers.Add("Origin", origin);

            using var answer = await browser.SendAsync(request);

            Assert.Equal((origin, HttpStatusCode.OK), (origin, answer.StatusCode));
        }
    }

    [Fact]
    public async Task There_is_nothing_to_sign_in_with()
    {
        using var browser = new Browser(open.Silo);

        var answer = await browser.GetAsync("/sign-in");

        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.Status, answer.Location));
    }
}
