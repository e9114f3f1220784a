using System.Net;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard.Live;

public sealed class LiveStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("/")]
    [InlineData("/modules/paint?sort=gain")]
    [InlineData("/modules/paint/contexts/live?period=30d")]
    public async Task A_page_is_told_of_a_change_and_then_shows_it(string path)
    {
        await using var silo = await WebSilo.StartAsync();
        using var browser = new Browser(silo);
        var paint = silo.Client.GetModule(WebSilo.Module);
        var page = (await browser.GetAsync(path)).Require(HttpStatusCode.OK);
        using var end = new CancellationTokenSource(Patience);
        await using var events = await EventStream.OpenAsync(browser, Attribute(page, "data-stream"), end.Token);

        var first = await events.NextAsync("changed", end.Token);
        await paint.SuggestAdaptationAsync("live", "light", "hard", new Decider("ada"));
        // The overview hears of a new context by the catalog, which hears of it by its feedback.
        var result = await silo.Client.GetModule<PaintRequest, Picture>(WebSilo.Module).ProcessAsync(new PaintRequest("live"));
        await paint.ApplyFeedbackAsync(result.Id, Feedback.FromRating(5));
        var second = await events.NextAsync("changed", end.Token);
        var after = (await browser.GetAsync(path)).Require(HttpStatusCode.OK);

        Assert.Equal(Attribute(page, "data-fingerprint"), first);
        Assert.NotEqual(first, second);
        Assert.Contains("live", after.Html[after.Html.IndexOf("<main", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_with_the_name_of_another_page_is_told_of_its_own_changes()
    {
        await using var silo = await WebSilo.StartAsync();
        await silo.Client.RegisterAsync(new ModuleDefinition { Name = "overview", Parameters = ParameterSpace.Empty });
        using var browser = new Browser(silo);
        using var end = new CancellationTokenSource(Patience);
        var module = (await browser.GetAsync("/modules/overview")).Require(HttpStatusCode.OK);

        await using var first = await EventStream.OpenAsync(browser, "/live", end.Token);
        await first.NextAsync("changed", end.Token);
        await using var second = await EventStream.OpenAsync(browser, "/modules/overview/live", end.Token);

        Assert.Equal(Attribute(module, "data-fingerprint"), await second.NextAsync("changed", end.Token));
    }

    [Fact]
    public async Task Open_streams_do_not_hold_up_the_end_of_the_host()
    {
        await using var silo = await WebSilo.StartAsync();
        using var browser = new Browser(silo);
        using var end = new CancellationTokenSource(Patience);
        var streams = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => EventStream.OpenAsync(browser, $"/modules/paint/contexts/c{i % 5}/live", end.Token)));
        foreach (var stream in streams) await stream.NextAsync("changed", end.Token);

        var stopping = silo.StopAsync();
        foreach (var stream in streams)
        {
            // Ends as a stream that has been written to its end, not as a broken connection.
            while (await stream.ReadLineAsync(end.Token) is not null)
            {
            }

            await stream.DisposeAsync();
        }

        await stopping.WaitAsync(end.Token);
    }

    [Fact]
    public async Task Where_no_silo_answers_the_stream_says_so_and_goes_on()
    {
        await using var host = await WebSilo.StartAloneAsync();
        using var browser = new Browser(host);
        using var end = new CancellationTokenSource(Patience);
        await using var events = await EventStream.OpenAsync(browser, "/live", end.Token);

        Assert.Equal("", await events.NextAsync("unavailable", end.Token));
        Assert.Equal("", await events.NextAsync("unavailable", end.Token));
    }

    private static string Attribute(HtmlPage page, string name)
    {
        var from = page.Html.IndexOf(name + "=\"", StringComparison.Ordinal) + name.Length + 2;
        return WebUtility.HtmlDecode(page.Html[from..page.Html.IndexOf('"', from)]);
    }
}
