using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SelfLearning.Silo.Tests.Support;

namespace SelfLearning.Silo.Tests.Hosting;

public sealed class HttpApiTests
{
    private const string Definition = """{"parameters":[{"name":"tone","kind":"categorical","values":["warm","dry"],"default":"warm"}]}""";

    [Fact]
    public async Task A_silo_on_nothing_serves_api_and_page_to_its_machine()
    {
        await using var silo = new SiloProcess();
        await silo.StartReadyAsync();
        using var http = new HttpClient { BaseAddress = silo.Url };

        using var made = await PutAsync(http, null);
        var listed = await silo.GetAsync("/api/v1/modules");

        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        Assert.Equal((HttpStatusCode.OK, """{"items":["songs"],"next":null}"""), listed);
        Assert.Contains("api      http://127.0.0.1", silo.Output, StringComparison.Ordinal);
        var page = await silo.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page?.Status);
        Assert.Contains("<a href=\"/modules/songs\">songs</a>", page?.Body, StringComparison.Ordinal);
        Assert.Contains($"page     {silo.Url}", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_api_keys_it_asks_for_them_and_health_is_open()
    {
        await using var silo = new SiloProcess();
        // The hash of "slo_operator", as 'printf slo_operator | sha256sum' prints it.
        silo["SelfLearning:ApiKeys:ops:Hash"] = "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("slo_operator"u8));
        silo["SelfLearning:ApiKeys:ops:Roles:0"] = "operator";
        await silo.StartReadyAsync();
        using var http = new HttpClient { BaseAddress = silo.Url };

        using var without = await PutAsync(http, null);
        using var with = await PutAsync(http, "slo_operator");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (without.StatusCode, with.StatusCode));
        Assert.Equal((HttpStatusCode.OK, "ready"), await silo.GetAsync("/health/ready"));
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient http, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/modules/songs") { Content = new StringContent(Definition, Encoding.UTF8, "application/json") };
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await http.SendAsync(request);
    }
}
