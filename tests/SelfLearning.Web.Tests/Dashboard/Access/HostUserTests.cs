using System.Net;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard.Access;

/// <summary>A host with users of its own gives them roles by claims.</summary>
public sealed class HostUserTests
{
    [Fact]
    public async Task Users_of_the_host_see_the_page_in_the_role_they_have()
    {
        await using var silo = await WebSilo.StartWithUsersAsync();
        using var browser = new Browser(silo);

        var reader = await GetAsync(browser, "ada:reader");
        var caller = await GetAsync(browser, "bob:caller");
        var nobody = await browser.GetAsync("/");

        Assert.Contains("ada", reader.Require(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.False(reader.Has("sign-out"));
        Assert.Contains("'bob' lacks the role reader", caller.Require(HttpStatusCode.Forbidden).Text, StringComparison.Ordinal);
        // From this machine, but not signed in: as without any authentication.
        nobody.Require(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_comes_from_elsewhere_is_asked_by_the_host_who_he_is()
    {
        await using var silo = await WebSilo.StartWithUsersAsync();
        using var browser = new Browser(silo);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-For", "10.0.0.7");

        using var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static async Task<HtmlPage> GetAsync(Browser browser, string user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add(BelievingHandler.Header, user);
        return await HtmlPage.ReadAsync(browser.SendAsync(request));
    }
}
