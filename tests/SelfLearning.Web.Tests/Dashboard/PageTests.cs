using System.Net;
using SelfLearning.Web.Dashboard.Assets;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard;

[Collection(OpenSiloCollection.Name)]
public sealed class PageTests(OpenSilo open) : IDisposable
{
    private readonly Browser _browser = new(open.Silo);

    private IModuleClient<PaintRequest, Picture> Paint => open.Silo.Client.GetModule<PaintRequest, Picture>(WebSilo.Module);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task The_overview_lists_modules_and_the_latest_adaptations_with_the_way_to_them()
    {
        await JudgeAsync("overview", 3);
        await Paint.SuggestAdaptationAsync("overview", "light", "hard", new Decider("ada"));

        var page = (await _browser.GetAsync("/")).Require(HttpStatusCode.OK);

        Assert.Contains("""<a href="/modules/paint">paint</a>""", page.Html, StringComparison.Ordinal);
        Assert.Contains("/modules/paint/contexts/overview#adaptation-1", page.Html, StringComparison.Ordinal);
        Assert.Contains("learns by itself", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_module_lists_its_contexts_and_finds_them_by_a_part_of_the_key()
    {
        await JudgeAsync("found-here", 1);
        await JudgeAsync("other-there", 1);

        var all = (await _browser.GetAsync("/modules/paint")).Require(HttpStatusCode.OK);
        var found = (await _browser.GetAsync("/modules/paint?filter=FOUND&sort=name")).Require(HttpStatusCode.OK);
        var none = (await _browser.GetAsync("/modules/paint?filter=%3Cb%3E")).Require(HttpStatusCode.OK);

        Assert.Contains("soft, hard", all.Text, StringComparison.Ordinal);
        Assert.Contains("/modules/paint/contexts/found-here", found.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("other-there", found.Html, StringComparison.Ordinal);
        Assert.Contains("No context has ‘<b>’ in its key", none.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", none.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ended_in_part_neither_succeeded_nor_failed()
    {
        var begun = new List<BegunOperation>();
        for (var i = 0; i < 4; i++) begun.Add(await Paint.BeginByValuesAsync(ContextKey.Parse("in-part")));
        var ends = (OperationStatus[])[OperationStatus.Success, OperationStatus.Partial, OperationStatus.Partial, OperationStatus.Failure];
        await Paint.CompleteAsync([.. begun.Zip(ends, (operation, end) => new OperationOutcome { ResultId = operation.ResultId, Status = end, DurationMs = 5 })]);
        // By its feedback the catalog hears of it.
        await Paint.ApplyFeedbackAsync(begun[0].ResultId, Feedback.FromRating(4));

        var list = (await _browser.GetAsync("/modules/paint?filter=in-part")).Require(HttpStatusCode.OK);
        var context = (await _browser.GetAsync("/modules/paint/contexts/in-part?period=7d")).Require(HttpStatusCode.OK);

        Assert.Contains("data-label=\"Failed, 7 days\">25 %</td>", list.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Succeeded 7 days", list.Text, StringComparison.Ordinal);
        Assert.Contains("Succeeded 25 %", context.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_of_contexts_goes_on_where_it_was_cut()
    {
        foreach (var i in Enumerable.Range(0, 30)) await JudgeAsync($"long-{i:00}", 1);

        var first = (await _browser.GetAsync("/modules/paint?filter=long-&sort=name")).Require(HttpStatusCode.OK);
        var next = first.Addresses.Single(address => address.Contains("cursor=", StringComparison.Ordinal) && !address.Contains("/live", StringComparison.Ordinal));
        var second = (await _browser.GetAsync(next)).Require(HttpStatusCode.OK);

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"long-{i:00}"), KeysOf(first).Concat(KeysOf(second)));
        (await _browser.GetAsync("/modules/paint?cursor=!")).Require(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_page_of_a_context_shows_what_it_knows_and_why_it_does_not_learn()
    {
        await JudgeAsync("whole-page", 6);
        await Paint.TriggerLearningCycleAsync("whole-page");

        var page = (await _browser.GetAsync("/modules/paint/contexts/whole-page?period=1h")).Require(HttpStatusCode.OK);

        Assert.Contains("learn?", page.Text, StringComparison.Ordinal);
        Assert.Contains((await Paint.GetLearningStatusAsync("whole-page")).Explanation, page.Text, StringComparison.Ordinal);
        Assert.Contains("in use", page.Text, StringComparison.Ordinal);
        Assert.Contains("data-n=\"0.8\"", page.Html, StringComparison.Ordinal);
        foreach (var id in (string[])["status", "performance", "quality-table", "duration-table", "parameters", "adaptations", "feedback"]) Assert.True(page.Has(id), id);
        Assert.Contains("aria-current=\"true\">1 hour", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_period_that_is_none_means_24_hours() =>
        Assert.Contains("aria-current=\"true\">24 hours", (await _browser.GetAsync("/modules/paint/contexts/periods?period=%22%3E")).Require(HttpStatusCode.OK).Html, StringComparison.Ordinal);

    [Fact]
    public async Task What_people_write_is_shown_as_they_wrote_it_and_never_runs()
    {
        const string Hostile = "<script>alert('x')</script><img src=x onerror=alert(1)> \"&amp;";
        var result = await Paint.ProcessAsync(new PaintRequest("hostile"));
        await Paint.ApplyFeedbackAsync(result.Id, Feedback.FromRating(2, Hostile));
        await Paint.PinAsync("hostile", "light", new Decider("<i>eve</i>", Hostile));

        var page = (await _browser.GetAsync("/modules/paint/contexts/hostile")).Require(HttpStatusCode.OK);

        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page.Html, StringComparison.Ordinal);
        Assert.Equal(2, page.Text.Split(Hostile).Length - 1);
    }

    [Theory]
    [InlineData("/modules/nobody", HttpStatusCode.NotFound)]
    [InlineData("/modules/nobody/contexts/folk", HttpStatusCode.NotFound)]
    [InlineData("/modules/%3Cscript%3E", HttpStatusCode.NotFound)]
    [InlineData("/modules/paint/there/is/nothing", HttpStatusCode.NotFound)]
    [InlineData("/modules/paint/contexts/%3Cscript%3Ealert(1)%3C%2Fscript%3E", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_is_a_page_that_says_so(string path, HttpStatusCode expected)
    {
        var page = (await _browser.GetAsync(path)).Require(expected);

        Assert.Contains($">{(int)expected}<", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"/\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_context_with_all_that_is_kept_of_it_stays_below_200_KB_with_its_files()
    {
        var (comment, values) = (string.Concat(Enumerable.Repeat("a remark of usual length ", 6)), (string[])["hard", "soft"]);
        for (var i = 0; i < 50; i++) await Paint.SuggestAdaptationAsync("full", "light", values[i % 2], new Decider("ada", comment));
        for (var i = 0; i < 100; i++) await Paint.ApplyFeedbackAsync((await Paint.ProcessAsync(new PaintRequest("full"))).Id, Feedback.FromRating(4, comment));

        // The period with the most steps.
        var page = (await _browser.GetAsync("/modules/paint/contexts/full?period=24h")).Require(HttpStatusCode.OK);

        var files = page.Addresses.Where(address => address.Contains("/assets/", StringComparison.Ordinal)).Select(address => DashboardAssets.Find(address.Split('/', '?')[2])!).ToList();
        Assert.Equal(DashboardAssets.Names.Order(), files.Select(file => file.Name).Order());
        // Once more with the pin.
        Assert.Equal(151, page.Html.Split(comment.Trim()).Length - 1);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(page.Html) + files.Sum(file => file.Brotli.Length), 50_000, 200_000);
    }

    private async Task JudgeAsync(string motif, int times)
    {
        for (var i = 0; i < times; i++)
            await Paint.ApplyFeedbackAsync((await Paint.ProcessAsync(new PaintRequest(motif))).Id, Feedback.FromRating(4));
    }

    private static IEnumerable<string> KeysOf(HtmlPage page) => page.Addresses
        .Where(address => address.StartsWith("/modules/paint/contexts/", StringComparison.Ordinal)).Select(address => address["/modules/paint/contexts/".Length..]);
}
