using System.IO.Compression;
using System.Net;
using SelfLearning.Web.Dashboard.Assets;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard.Assets;

[Collection(OpenSiloCollection.Name)]
public sealed class AssetTests(OpenSilo open)
{
    public static TheoryData<string> Names() => [.. DashboardAssets.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_file_may_be_kept_for_ever_under_the_hash_of_its_content_only(string name)
    {
        using var browser = new Browser(open.Silo);

        var hashed = await browser.GetAsync($"/assets/{name}?v={DashboardAssets.Hash(name)}");
        var plain = await browser.GetAsync($"/assets/{name}");
        var old = await browser.GetAsync($"/tools/learning/assets/{name}?v=0123456789abcdef");

        Assert.All([hashed, plain, old], answer => Assert.Equal((HttpStatusCode.OK, "nosniff"), (answer.Status, answer.Headers["X-Content-Type-Options"])));
        Assert.Equal(("public, max-age=31536000, immutable", "no-cache", "no-cache"), (hashed.Headers["Cache-Control"], plain.Headers["Cache-Control"], old.Headers["Cache-Control"]));
        Assert.NotEqual("", plain.Html);
    }

    [Theory]
    [InlineData("gzip, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("", null)]
    public async Task A_file_comes_as_the_browser_can_read_it(string accepted, string? expected)
    {
        using var browser = new Browser(open.Silo);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/uPlot.iife.min.js");
        if (accepted.Length > 0) request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        using var answer = await browser.SendAsync(request);

        Assert.Equal(expected, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        await using var body = await answer.Content.ReadAsStreamAsync();
        await using Stream content = expected switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        Assert.StartsWith("/*! https://github.com/leeoniya/uPlot (v1.6.32) */", await new StreamReader(content).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/assets/nothing.css")]
    [InlineData("/assets/%2e%2e%2fappsettings.json")]
    public async Task What_is_no_file_of_the_page_is_not_served(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await new Browser(open.Silo).GetAsync(path)).Status);
}
