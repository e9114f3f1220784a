using System.Collections.Concurrent;
using System.Net;
using System.Text;
using SelfLearning.Tests;
using SelfLearning.Web.Tests.Description;
using SelfLearning.Web.Tests.Hosting;
using Xunit.Abstractions;

namespace SelfLearning.Web.Tests.Fuzzing;

/// <summary>Thousands of requests that nobody should send leave the service as it was: it refuses them, and goes on learning.</summary>
[Collection(HeapCollection.Name)]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_601;
    private const int AtOnce = 8;

    // What pools and caches of a whole host come to; a leak of a request's body or connection would be many times that.
    private const long MostGrowth = 6 * 1024 * 1024;

    [Fact]
    public Task A_thousand_hostile_requests_do_no_harm() => RunAsync(1_000);

    [FullFact]
    public Task Twenty_thousand_hostile_requests_do_no_harm() => RunAsync(20_000);

    private async Task RunAsync(int count)
    {
        await using var silo = await WebSilo.StartAsync(("SelfLearning:Http:RequestsPerSecond", "1000000"));
        foreach (var module in (string[])["fuzz-a", "fuzz-b", "kept"]) await RegisterAsync(silo, module);
        List<string> ids = [await IdAsync(silo, "fuzz-a"), await IdAsync(silo, "fuzz-b"), await IdAsync(silo, "fuzz-a")];
        var requests = new HostileRequests(await ApiOperation.DocumentAsync(silo), ids, Seed);
        var statuses = new ConcurrentDictionary<(string Kind, int? Status), int>();
        var failures = new ConcurrentQueue<string>();

        await SendAsync(silo, requests, 0, count / 2, statuses, failures);
        var before = Heap();
        await SendAsync(silo, requests, count / 2, count, statuses, failures);
        var growth = Heap() - before;

        foreach (var kind in statuses.GroupBy(entry => entry.Key.Kind).OrderBy(kind => kind.Key))
            output.WriteLine($"{kind.Key}: {string.Join(", ", kind.OrderBy(entry => entry.Key.Status).Select(entry => $"{entry.Key.Status?.ToString() ?? "none"} x {entry.Value}"))}");
        output.WriteLine($"{requests.Targets} operations, {count} requests; heap {before / 1024:N0} KB after the first half, {growth / 1024:N0} KB more after the second");
        Assert.True(failures.IsEmpty, string.Join('\n', failures.Take(10)));
        Assert.InRange(growth, long.MinValue, MostGrowth);
        await AssertLearnsAsync(silo);
    }

    private static async Task SendAsync(
        WebSilo silo, HostileRequests requests, int from, int to, ConcurrentDictionary<(string, int?), int> statuses, ConcurrentQueue<string> failures) =>
        await Parallel.ForEachAsync(Enumerable.Range(from, to - from), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            var request = requests[number];
            var status = await RawHttp.SendAsync(silo.Address, request.Bytes, request.MustBeAnswered);
            statuses.AddOrUpdate((request.Kind, status), 1, (_, known) => known + 1);
            // 505 is the server's word for HTTP/9.9, which has no other.
            var isHarmless = status is null ? !request.MustBeAnswered : status is < 500 or 503 || (status == 505 && request.Kind == "protocol");
            if (!isHarmless) failures.Enqueue($"request {number} ({request.Kind}): {status?.ToString() ?? "no answer"} to\n{Encoding.Latin1.GetString(request.Bytes.AsSpan(0, Math.Min(700, request.Bytes.Length)))}");
        });

    private static long Heap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task AssertLearnsAsync(WebSilo silo)
    {
        var id = await IdAsync(silo, "kept");
        var receipt = await silo.Http.PostTextAsync("/api/v1/feedback", $$"""{"resultId":"{{id}}","rating":5}""").JsonAsync(HttpStatusCode.Accepted);
        await silo.Http.PostTextAsync("/api/v1/modules/kept/operations/complete", $$"""{"resultId":"{{id}}","status":"success","durationMs":3}""").JsonAsync(HttpStatusCode.OK);
        var cycle = await silo.Http.PostTextAsync("/api/v1/modules/kept/contexts/folk/learning-cycles", "").JsonAsync(HttpStatusCode.OK);
        var policy = await silo.Http.GetAsync(new Uri("/api/v1/modules/kept/contexts/folk/policy", UriKind.Relative)).JsonAsync(HttpStatusCode.OK);
        var summary = await silo.Http.GetAsync(new Uri("/api/v1/modules/kept/contexts/folk/summary", UriKind.Relative)).JsonAsync(HttpStatusCode.OK);

        Assert.Equal("accepted", receipt.GetProperty("receipt").GetString());
        Assert.Equal((1, 1), (cycle.GetProperty("feedbacks").GetInt32(), policy.GetProperty("learnedFeedbacks").GetInt32()));
        Assert.Equal((1, 1), (summary.GetProperty("totalOperations").GetInt32(), summary.GetProperty("qualityCount").GetInt32()));
    }

    private static async Task RegisterAsync(WebSilo silo, string module) => await silo.Http.PutAsync(
        new Uri($"/api/v1/modules/{module}", UriKind.Relative),
        new StringContent("""{"parameters":[{"name":"tone","kind":"categorical","values":["warm","dry"],"default":"warm"}]}""", Encoding.UTF8, "application/json")).JsonAsync(HttpStatusCode.OK);

    private static async Task<string> IdAsync(WebSilo silo, string module) =>
        (await silo.Http.PostTextAsync($"/api/v1/modules/{module}/contexts/folk/operations", "{}").JsonAsync(HttpStatusCode.OK)).GetProperty("resultId").GetString()!;
}
