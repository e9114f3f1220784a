using System.Diagnostics;
using System.Net;
using SelfLearning.Learning;
using SelfLearning.Tests;
using SelfLearning.Web.Tests.Hosting;
using Xunit.Abstractions;

namespace SelfLearning.Web.Tests.Fuzzing;

/// <summary>Whoever asks for modules that do not exist, each time another, leaves nothing behind in memory.</summary>
[Collection(HeapCollection.Name)]
public sealed class UnknownNameTests(ITestOutputHelper output)
{
    private const int Requests = 1_500;
    private const int AtOnce = 8;

    // Grains that stayed would be 6,000; what is left are caches of Orleans with limits of their own, and what any requests leave.
    private const long MostBytesEach = 2_500;

    private static readonly byte[] Key = new byte[SigningKeys.ContextKeyLength];

    [Fact]
    public async Task Names_of_modules_that_do_not_exist_leave_nothing_in_memory()
    {
        await using var silo = await WebSilo.StartAsync(("SelfLearning:Http:RequestsPerSecond", "1000000"));
        await AskAsync(silo, "warm");
        var before = await SettledAsync(0);

        await AskAsync(silo, "cold");
        var growth = await SettledAsync(before + (Requests * MostBytesEach)) - before;

        output.WriteLine($"{growth / Requests} bytes for each of {Requests} names");
        Assert.InRange(growth / Requests, long.MinValue, MostBytesEach);
    }

    private static Task AskAsync(WebSilo silo, string prefix) => Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
    {
        var module = $"{prefix}-{i}";
        using var response = await ((i % 6) switch
        {
            0 => GetAsync(silo, $"/api/v1/modules/{module}"),
            1 => GetAsync(silo, $"/api/v1/modules/{module}/contexts/folk/policy"),
            2 => GetAsync(silo, $"/api/v1/modules/{module}/summary"),
            3 => silo.Http.PostTextAsync($"/api/v1/modules/{module}/contexts/folk/operations", "{}"),
            4 => silo.Http.PostTextAsync("/api/v1/feedback", $$"""{"resultId":"{{ForgedId(module)}}","rating":1}"""),
            _ => silo.Http.PostTextAsync($"/api/v1/modules/{module}/operations/complete", $$"""{"resultId":"{{ForgedId(module)}}","status":"success","durationMs":1}"""),
        });
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    });

    // Whole, and signed with a key that nobody has.
    private static string ForgedId(string module) => new ResultId(module, ContextKey.Default, DateTimeOffset.UtcNow, 1, 1, -1, 0, 0).Format(Key);

    private static Task<HttpResponseMessage> GetAsync(WebSilo silo, string path) => silo.Http.GetAsync(new Uri(path, UriKind.Relative));

    // Grains go after the answer.
    private static async Task<long> SettledAsync(long enough)
    {
        var (least, started) = (long.MaxValue, Stopwatch.GetTimestamp());
        do
        {
            await Task.Delay(500);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true));
        }
        while (least > enough && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(enough == 0 ? 3 : 15));
        return least;
    }
}
