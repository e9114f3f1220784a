using System.Net;
using System.Text.RegularExpressions;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard;

/// <summary>What holds for every page, wherever it is mounted.</summary>
[Collection(OpenSiloCollection.Name)]
public sealed partial class PageSafetyTests(OpenSilo open) : IDisposable
{
    private readonly Browser _browser = new(open.Silo);

    public void Dispose() => _browser.Dispose();

    public static TheoryData<string, string, HttpStatusCode> Pages()
    {
        var pages = new TheoryData<string, string, HttpStatusCode>();
        foreach (var root in (string[])["", "/tools/learning"])
        {
            pages.Add(root, "/", HttpStatusCode.OK);
            pages.Add(root, "/modules/paint", HttpStatusCode.OK);
            pages.Add(root, "/modules/paint?sort=gain&filter=a", HttpStatusCode.OK);
            pages.Add(root, "/modules/paint/contexts/safe", HttpStatusCode.OK);
            pages.Add(root, "/modules/nobody", HttpStatusCode.NotFound);
            pages.Add(root, "/modules/nobody/here", HttpStatusCode.NotFound);
        }

        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_runs_nothing_that_stands_in_the_page_and_takes_nothing_from_elsewhere(string root, string path, HttpStatusCode expected)
    {
        await SuggestAsync();

        var page = (await _browser.GetAsync(root + path)).Require(expected);

        Assert.Contains("default-src 'self'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(
            ("nosniff", "same-origin", "DENY", "no-store"),
            (page.Headers["X-Content-Type-Options"], page.Headers["Referrer-Policy"], page.Headers["X-Frame-Options"], page.Headers["Cache-Control"]));
        Assert.DoesNotMatch(InlineRule(), page.Html);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_address_it_names_is_below_its_root_and_answers(string root, string path, HttpStatusCode expected)
    {
        await SuggestAsync();
        var page = (await _browser.GetAsync(root + path)).Require(expected);

        var addresses = page.Addresses.Where(address => address.Length > 0 && address[0] is not ('#' or '?')).ToList();
        Assert.All(addresses, address => Assert.StartsWith(root + "/", address, StringComparison.Ordinal));
        foreach (var address in addresses.Where(address => !Posted().IsMatch(address) && !address.Contains("/live", StringComparison.Ordinal)).Distinct())
            Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync(address)).Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/modules/paint")]
    [InlineData("/modules/paint/contexts/safe")]
    public async Task It_can_be_read_without_eyes(string path)
    {
        var page = (await _browser.GetAsync(path)).Require(HttpStatusCode.OK);

        Assert.Contains("<html lang=\"en\">", page.Html, StringComparison.Ordinal);
        Assert.Single(Headings().Matches(page.Html));
        foreach (var landmark in (string[])["<header", "<nav", "<main", "<footer", "class=\"skip\" href=\"#content\""]) Assert.Contains(landmark, page.Html, StringComparison.Ordinal);
        Assert.Equal(Count(page, "<table"), Count(page, "<caption"));
        Assert.DoesNotMatch(new Regex("<th(?![^>]*scope=)[^>e]*>"), page.Html);
        var ids = Ids().Matches(page.Html).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Labels().Matches(page.Html), label => Assert.Contains(label.Groups[1].Value + label.Groups[2].Value, ids));
    }

    private static int Count(HtmlPage page, string text) => page.Html.Split(text).Length - 1;

    private async Task SuggestAsync()
    {
        var paint = open.Silo.Client.GetModule(WebSilo.Module);
        if ((await paint.GetAdaptationsAsync("safe")).Count == 0) await paint.SuggestAdaptationAsync("safe", "light", "hard", new Decider("ada"));
    }

    [GeneratedRegex(@"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|https?://(?!www\.w3\.org)")]
    private static partial Regex InlineRule();

    [GeneratedRegex("/(approve|reject|roll-back|release|sign-out)($|\\?)")]
    private static partial Regex Posted();

    [GeneratedRegex("<h1")]
    private static partial Regex Headings();

    [GeneratedRegex("\\sid=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("<label for=\"([^\"]+)\"|aria-labelledby=\"([^\"]+)\"")]
    private static partial Regex Labels();
}
