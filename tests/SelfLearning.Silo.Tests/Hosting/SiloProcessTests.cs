using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using SelfLearning.Silo.Tests.Support;
using Xunit.Abstractions;

namespace SelfLearning.Silo.Tests.Hosting;

public sealed class SiloProcessTests(ITestOutputHelper output)
{
    [Fact]
    public async Task It_starts_on_nothing_in_an_empty_folder_and_says_where_everything_is()
    {
        await using var silo = new SiloProcess();

        await silo.StartReadyAsync();

        Assert.Equal((HttpStatusCode.OK, "live"), await silo.GetAsync("/health/live"));
        var database = Path.Combine(silo.Folder, "data", "selflearning.db");
        Assert.True(File.Exists(database));
        await silo.AskToStopAsync();
        Assert.Equal(0, await silo.WaitForExitAsync());
        Assert.Contains($"storage  Sqlite, {database}", silo.Output, StringComparison.Ordinal);
        Assert.Contains($"health   {silo.Url}health/live", silo.Output, StringComparison.Ordinal);
        Assert.Contains($"gateway {silo.Gateway}", silo.Output, StringComparison.Ordinal);
        Assert.Equal("", silo.Errors);
        output.WriteLine(silo.Output);
    }

    [Fact]
    public async Task Asked_to_stop_under_load_it_leaves_within_ten_seconds_and_keeps_what_it_acknowledged()
    {
        await using var silo = new SiloProcess();
        await silo.StartReadyAsync();
        var acknowledged = new ConcurrentDictionary<string, Feedback>();
        TimeSpan took;
        await using (var app = await HostApp.ConnectAsync(silo))
        {
            using var end = new CancellationTokenSource();
            var load = Enumerable.Range(0, 8).Select(caller => Task.Run(() => app.LoadAsync(acknowledged, caller, end.Token))).ToList();
            while (acknowledged.Count < 200) await Task.Delay(20);
            var watch = Stopwatch.StartNew();
            await silo.AskToStopAsync();
            var answers = new List<(HttpStatusCode Status, string Body)?>();
            while (await silo.GetAsync("/health/ready") is { } answer) answers.Add(answer);
            Assert.Equal(0, await silo.WaitForExitAsync());
            took = watch.Elapsed;
            await end.CancelAsync();
            await Task.WhenAll(load).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.DoesNotContain(answers.SkipWhile(answer => answer?.Status == HttpStatusCode.OK), answer => answer?.Status == HttpStatusCode.OK);
            Assert.Contains(answers, answer => answer == (HttpStatusCode.ServiceUnavailable, "not ready: the silo is stopping"));
        }

        output.WriteLine($"{acknowledged.Count} acknowledged, gone after {took.TotalSeconds:F2} s");
        Assert.InRange(took.TotalSeconds, 0, 10);
        await AssertAllKeptAsync(silo, acknowledged);
    }

    [Fact]
    public async Task Killed_under_load_and_started_again_it_has_what_it_acknowledged()
    {
        await using var silo = new SiloProcess();
        await silo.StartReadyAsync();
        var acknowledged = new ConcurrentDictionary<string, Feedback>();
        await using (var app = await HostApp.ConnectAsync(silo))
        {
            using var end = new CancellationTokenSource();
            var load = Enumerable.Range(0, 8).Select(caller => Task.Run(() => app.LoadAsync(acknowledged, caller, end.Token))).ToList();
            while (acknowledged.Count < 200) await Task.Delay(20);
            silo.Kill();
            await silo.WaitForExitAsync();
            await end.CancelAsync();
            await Task.WhenAll(load).WaitAsync(TimeSpan.FromSeconds(20));
        }

        output.WriteLine($"{acknowledged.Count} acknowledged");
        await AssertAllKeptAsync(silo, acknowledged);
    }

    [Fact]
    public async Task The_address_for_probes_serves_health_alone()
    {
        await using var silo = new SiloProcess();
        silo["SelfLearning__HealthUrl"] = $"http://0.0.0.0:{silo.FreePort}";

        await silo.StartReadyAsync();

        Assert.Equal((HttpStatusCode.OK, "live"), await silo.GetAsync("/health/live", silo.FreePort));
        Assert.Equal((HttpStatusCode.OK, "ready"), await silo.GetAsync("/health/ready", silo.FreePort));
        Assert.Equal((HttpStatusCode.NotFound, "only /health/live and /health/ready are served here"), await silo.GetAsync("/api", silo.FreePort));
    }

    [Theory]
    [InlineData("Web")]
    [InlineData("Health")]
    public async Task Beside_an_endpoint_of_kestrel_the_address_for_probes_takes_neither_its_place_nor_its_part(string endpoint)
    {
        await using var silo = new SiloProcess();
        silo[$"Kestrel__Endpoints__{endpoint}__Url"] = silo.Url.OriginalString;
        silo["SelfLearning__HealthUrl"] = $"http://127.0.0.1:{silo.FreePort}";

        await silo.StartReadyAsync();

        Assert.Contains($"page     {silo.Url}", silo.Output, StringComparison.Ordinal);
        Assert.Contains($"api      {silo.Url}api/v1,", silo.Output, StringComparison.Ordinal);
        Assert.Contains($"health   http://127.0.0.1:{silo.FreePort}/health/live", silo.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await silo.GetAsync("/api/v1/modules"))?.Status);
        Assert.Equal((HttpStatusCode.OK, "live"), await silo.GetAsync("/health/live", silo.FreePort));
        Assert.Equal(HttpStatusCode.NotFound, (await silo.GetAsync("/api/v1/modules", silo.FreePort))?.Status);
    }

    private static async Task AssertAllKeptAsync(SiloProcess silo, ConcurrentDictionary<string, Feedback> acknowledged)
    {
        await silo.StartReadyAsync();
        await using var app = await HostApp.ConnectAsync(silo);
        Assert.All(await app.SendAgainAsync(acknowledged), receipt => Assert.Equal(FeedbackReceipt.Duplicate, receipt));
    }
}
