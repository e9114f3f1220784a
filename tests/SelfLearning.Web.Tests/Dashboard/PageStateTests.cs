using System.Net;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard;

/// <summary>A host in which nothing is registered, and one that reaches no silo.</summary>
public sealed class PageStateTests
{
    [Fact]
    public async Task Where_nothing_is_registered_it_says_how_to_begin()
    {
        await using var silo = await WebSilo.StartEmptyAsync();
        using var browser = new Browser(silo);

        var page = (await browser.GetAsync("/")).Require(HttpStatusCode.OK);

        Assert.Contains("No module is registered yet", page.Text, StringComparison.Ordinal);
        Assert.Contains("AddModule<SongModule>(\"songs\")", page.Text, StringComparison.Ordinal);
        Assert.Contains("RegisterAsync", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_silo_answers_it_says_so_and_asks_to_try_again()
    {
        await using var host = await WebSilo.StartAloneAsync();
        using var browser = new Browser(host);

        foreach (var path in (string[])["/", "/modules/paint", "/modules/paint/contexts/folk"])
        {
            var page = (await browser.GetAsync(path)).Require(HttpStatusCode.ServiceUnavailable);

            Assert.Contains("Not available now", page.Text, StringComparison.Ordinal);
            Assert.Contains("Try again", page.Text, StringComparison.Ordinal);
            Assert.Equal("2", page.Headers["Retry-After"]);
        }
    }
}
