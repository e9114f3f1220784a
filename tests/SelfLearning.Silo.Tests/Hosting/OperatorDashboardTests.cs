using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SelfLearning.Silo.Tests.Support;

namespace SelfLearning.Silo.Tests.Hosting;

public sealed class OperatorDashboardTests
{
    // Its page, what the page is made of, and what it asks for.
    private static readonly string[] Paths = ["", "/", "/index.min.js", "/index.css", "/DashboardCounters", "/ClusterStats", "/GrainTypes", "/GrainState?grainId=a&grainType=b", "/LifecycleStages", "/Trace"];

    [Fact]
    public async Task With_keys_only_operators_of_all_modules_see_it()
    {
        await using var silo = WithDashboard();
        AddKey(silo, "reader");
        AddKey(silo, "operator");
        AddKey(silo, "bound", "operator");
        silo["SelfLearning:ApiKeys:bound:Modules:0"] = "songs";
        await silo.StartReadyAsync();

        foreach (var path in Paths)
        {
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, await StatusAsync(silo, path)));
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, await StatusAsync(silo, path, "reader")));
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, await StatusAsync(silo, path, "bound")));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, "/", "operator"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, "/DashboardCounters", "operator"));
        Assert.Equal(HttpStatusCode.OK, await SignedInAsync(silo, "operator"));
        Assert.Equal(HttpStatusCode.Forbidden, await SignedInAsync(silo, "reader"));
        // The logs of the silo are nobody's to read here, and no stream holds its stop.
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(silo, "/Trace", "operator"));
    }

    [Fact]
    public async Task Without_keys_it_is_for_this_machine_like_everything_else_and_asks_for_nothing_outside()
    {
        await using var silo = WithDashboard();
        await silo.StartReadyAsync();
        using var http = new HttpClient { BaseAddress = silo.Url };

        using var page = await http.GetAsync(new Uri("/orleans/", UriKind.Relative));
        var text = await page.Content.ReadAsStringAsync();
        var document = await silo.GetAsync("/api/v1/openapi/selflearning.json");

        Assert.Contains("Orleans Dashboard", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'self';", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(silo, "/", header: ("Host", "elsewhere.example")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(silo, "/", header: ("X-Forwarded-For", "10.0.0.9")));
        Assert.Equal(HttpStatusCode.OK, document?.Status);
        Assert.DoesNotContain("/orleans", document?.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_looks_at_it_does_not_hold_the_stop()
    {
        await using var silo = WithDashboard();
        await silo.StartReadyAsync();
        using var end = new CancellationTokenSource();
        var seen = new TaskCompletionSource();
        var looking = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
                if (await silo.GetAsync("/orleans/DashboardCounters") is { Status: HttpStatusCode.OK }) seen.TrySetResult();
        });
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(60));

        await silo.AskToStopAsync();

        // A stop that runs out of time takes 8 s, and ends with another code.
        Assert.Equal(0, await silo.WaitForExitAsync());
        await end.CancelAsync();
        await looking;
        Assert.Equal("", silo.Errors);
    }

    [Fact]
    public async Task It_is_not_there_unless_asked_for()
    {
        await using var silo = new SiloProcess();
        await silo.StartReadyAsync();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(silo, "/"));
    }

    private static SiloProcess WithDashboard()
    {
        var silo = new SiloProcess();
        silo["SelfLearning:OrleansDashboard"] = "true";
        return silo;
    }

    private static void AddKey(SiloProcess silo, string name, string? role = null)
    {
        silo[$"SelfLearning:ApiKeys:{name}:Hash"] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("slo_" + name)));
        silo[$"SelfLearning:ApiKeys:{name}:Roles:0"] = role ?? name;
    }

    // As a browser that has signed in on the page.
    private static async Task<HttpStatusCode> SignedInAsync(SiloProcess silo, string key)
    {
        using var http = new HttpClient { BaseAddress = silo.Url };
        var form = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var token = Regex.Match(form, "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\"");
        using var content = new FormUrlEncodedContent([new("key", "slo_" + key), new(token.Groups[1].Value, token.Groups[2].Value)]);
        using var signedIn = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), content);
        using var response = await http.GetAsync(new Uri("/orleans/", UriKind.Relative));
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> StatusAsync(SiloProcess silo, string path, string? key = null, (string Name, string Value)? header = null)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = silo.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orleans" + path);
        if (key is not null) request.Headers.Add("X-Api-Key", "slo_" + key);
        if (header is { } given) request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
