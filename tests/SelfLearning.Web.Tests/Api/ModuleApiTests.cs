using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Api;

[Collection(OpenSiloCollection.Name)]
public sealed class ModuleApiTests(OpenSilo open)
{
    private const string Parameters = """[{"name":"tone","kind":"categorical","values":["warm","dry"],"default":"warm"}]""";

    private HttpClient Http => open.Silo.Http;

    [Fact]
    public async Task Modules_are_listed_page_by_page()
    {
        foreach (var name in (string[])["list-c", "list-a", "list-b"]) await RegisterAsync(name, $$"""{"parameters":{{Parameters}}}""");

        var (all, next) = (new List<string?>(), "");
        do
        {
            var page = await GetAsync($"/api/v1/modules?limit=2&cursor={next}").JsonAsync(HttpStatusCode.OK);
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 1, 2);
            all.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetString()));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        Assert.Equal(all.Order(StringComparer.Ordinal).Distinct(), all);
        Assert.Equal(["list-a", "list-b", "list-c", "paint"], all.Where(name => name!.StartsWith("list-", StringComparison.Ordinal) || name == WebSilo.Module));
    }

    [Fact]
    public async Task A_definition_that_was_registered_is_read_back_and_replaced_by_a_higher_revision_only()
    {
        var made = await RegisterAsync("lyrics", $$"""{"parameters":{{Parameters}},"options":{"adaptationThreshold":0.9} }""");
        var again = await RegisterAsync("lyrics", $$"""{"parameters":{{Parameters}},"options":{"adaptationThreshold":0.9} }""");
        var other = Parameters.Replace("dry", "cold", StringComparison.Ordinal);
        var conflict = await Put("/api/v1/modules/lyrics", $$"""{"parameters":{{other}}}""").ProblemAsync(HttpStatusCode.Conflict);
        var second = await RegisterAsync("lyrics", $$"""{"parameters":{{other}},"revision":2}""");
        var lower = await RegisterAsync("lyrics", $$"""{"parameters":{{Parameters}},"revision":1}""");

        Assert.Equal(0.9, made.GetProperty("options").GetProperty("adaptationThreshold").GetDouble());
        Assert.Equal(made.ToString(), again.ToString());
        Assert.Contains("raise the revision to 2", conflict.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("cold", second.GetProperty("parameters").GetProperty("parameters")[0].GetProperty("values")[1].GetString());
        Assert.Equal(second.ToString(), lower.ToString());
        Assert.Equal(second.ToString(), (await GetAsync("/api/v1/modules/lyrics").JsonAsync(HttpStatusCode.OK)).ToString());
    }

    [Theory]
    [InlineData("bad-1", """{"parameters":[{"name":"tone","kind":"categorical","values":["warm"],"default":"warm"}]}""", "tone")]
    [InlineData("bad-2", """{"parameters":[],"revision":0}""", "revision")]
    [InlineData("bad-3", """{"parameters":[],"options":{"adaptationThreshold":2} }""", "AdaptationThreshold")]
    [InlineData("bad-4", """{}""", "parameters")]
    [InlineData("bad-5", """{"parameters":[null]}""", "null")]
    [InlineData("bad-6", """{"parameters":null}""", "parameters")]
    [InlineData("Bad", """{"parameters":[]}""", "module name")]
    public async Task A_definition_that_is_not_valid_is_refused_by_name(string name, string body, string says)
    {
        var problem = await Put($"/api/v1/modules/{name}", body).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_change_only_with_the_tag_they_were_read_with()
    {
        await RegisterAsync("tagged", $$"""{"parameters":{{Parameters}}}""");
        using var read = await GetAsync("/api/v1/modules/tagged/options");
        var (tag, options) = (read.Headers.ETag!.ToString(), await read.Content.ReadAsStringAsync());
        var changed = options.Replace("\"adaptationThreshold\":0.7", "\"adaptationThreshold\":0.8", StringComparison.Ordinal);

        await Put("/api/v1/modules/tagged/options", changed).ProblemAsync((HttpStatusCode)428);
        var after = await Put("/api/v1/modules/tagged/options", changed, tag).JsonAsync(HttpStatusCode.OK);
        await Put("/api/v1/modules/tagged/options", options, tag).ProblemAsync(HttpStatusCode.PreconditionFailed);
        var wrong = await Put("/api/v1/modules/tagged/options", """{"adaptationTreshold":0.8}""", tag).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal(0.8, after.GetProperty("adaptationThreshold").GetDouble());
        Assert.Equal("adaptationTreshold", wrong.Field());
    }

    [Theory]
    [InlineData("/api/v1/modules/nobody")]
    [InlineData("/api/v1/modules/nobody/options")]
    [InlineData("/api/v1/modules/nobody/contexts")]
    [InlineData("/api/v1/modules/nobody/summary")]
    [InlineData("/api/v1/modules/nobody/export")]
    [InlineData("/api/v1/modules/nobody/contexts/folk/policy")]
    public async Task A_module_that_nobody_registered_is_not_found(string path) => await GetAsync(path).ProblemAsync(HttpStatusCode.NotFound);

    private Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri(path, UriKind.Relative));

    private Task<JsonElement> RegisterAsync(string name, string body) => Put($"/api/v1/modules/{name}", body).JsonAsync(HttpStatusCode.OK);

    private async Task<HttpResponseMessage> Put(string path, string body, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (tag is not null) request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(tag));
        return await Http.SendAsync(request);
    }
}
