using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace SelfLearning.Silo.Tests.Cluster;

/// <summary>Two and three silos over one storage.</summary>
[Collection("Cluster")]
public sealed class SharingTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private readonly StorageRequests _requests = new();
    private readonly SongCluster _cluster = new();

    public Task InitializeAsync() => _cluster.Azurite.StartAsync();

    public async Task DisposeAsync()
    {
        await _cluster.StopAsync();
        output.WriteLine($"{_requests}");
    }

    public void Dispose() => _requests.Dispose();

    [ClusterFact]
    public async Task A_context_lives_on_one_silo_summaries_add_up_and_a_silo_that_joins_gets_its_share()
    {
        await Task.WhenAll(_cluster.StartSiloAsync("one"), _cluster.StartSiloAsync("two"));
        var clients = new[] { await _cluster.ConnectAsync(), await _cluster.ConnectAsync() };
        await Eventually.SucceedsAsync(() => clients[0].GetModule("songs").GetOptionsAsync());
        await Eventually.SucceedsAsync(() => clients[1].GetModule("songs").GetOptionsAsync());

        var homes = await CallAsync(clients, "old", contexts: 100, callsEach: 6);

        Assert.All(homes, home => Assert.Single(home.Value));
        Assert.Equal(["one", "two"], homes.SelectMany(home => home.Value.Keys).Distinct().Order());

        await _cluster.StartSiloAsync("three");
        // The silos that place contexts hear of the third one a moment later.
        var calls = 600;
        for (var round = 0; !homes.Values.Any(home => home.ContainsKey("three")); round++, calls += 20)
            homes = await CallAsync(clients, $"round-{round}", contexts: 20, callsEach: 1);
        calls += 600;
        homes = await CallAsync(clients, "new", contexts: 600, callsEach: 1);
        var share = homes.Count(home => home.Value.ContainsKey("three"));
        output.WriteLine($"of 600 contexts activated after the third silo joined it has {share}, an even share is 200");
        // Each is placed by chance: 200 and four and a half standard deviations.
        Assert.InRange(share, 148, 252);

        var watch = Stopwatch.StartNew();
        PerformanceSummary summary;
        while ((summary = await clients[0].GetModule("songs").GetPerformanceMetricsAsync("1h")).TotalOperations < calls && watch.Elapsed < TimeSpan.FromSeconds(30))
            await Task.Delay(100);
        output.WriteLine($"the summary has all {summary.TotalOperations} calls of three silos after {watch.Elapsed.TotalSeconds:F1} s");
        Assert.Equal(calls, summary.TotalOperations);
    }

    [ClusterFact]
    public async Task A_silo_that_stops_under_load_fails_no_call_but_those_in_flight_on_it()
    {
        await Task.WhenAll(_cluster.StartSiloAsync("one"), _cluster.StartSiloAsync("two"));
        var three = await _cluster.StartSiloAsync("three");
        var client = await _cluster.ConnectAsync();
        await Eventually.SucceedsAsync(() => client.GetModule("songs").GetOptionsAsync());
        var load = new Load(client, callers: 16, listeners: 60, milliseconds: 50);
        while (load.Acknowledged.Count < 300) await Task.Delay(20);

        var address = three.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        var (inFlight, calls, stopping) = (SongModule.RunningOn("three"), load.Calls, load.Clock.Elapsed);
        await three.StopAsync();
        var stopped = load.Clock.Elapsed;
        await Task.Delay(TimeSpan.FromSeconds(2));
        calls = load.Calls - calls;
        await load.DisposeAsync();

        output.WriteLine(
            $"stopped in {(stopped - stopping).TotalSeconds:F1} s, at its beginning {inFlight} calls ran on it; {load.Failures.Count} of the {calls} calls since then failed, "
            + $"{load.Refusals.Count} feedbacks were not acknowledged");
        foreach (var (at, after, error) in load.Failures) output.WriteLine($"{at} after {after}: {error.GetType().Name}: {error.Message}");
        foreach (var (at, after, answer) in load.Refusals) output.WriteLine($"feedback {at} after {after}: {answer}");
        Assert.Empty(load.Unexpected);
        // Those that were on their way to it when it left: begun before, and sent to it, turned away by it, or answered by way of it.
        Assert.All(load.Failures, failure =>
        {
            Assert.InRange(failure.At, TimeSpan.Zero, stopped);
            Assert.InRange(failure.At + failure.After, stopping, TimeSpan.MaxValue);
            Assert.Matches($"->\\[{Regex.Escape(address.ToString())} |Silo stopping|had its answer, has gone", failure.Error.Message);
        });
        await load.AssertAllKeptAsync();
    }

    [ClusterFact]
    public async Task A_client_with_the_silos_configuration_finds_other_silos_after_all_it_knew_have_gone()
    {
        var client = await _cluster.ConnectAsync();
        var songs = client.GetModule<SongRequest, Song>("songs");
        await Assert.ThrowsAsync<ClusterUnavailableException>(() => songs.ProcessAsync(new SongRequest("me")));
        var old = await Task.WhenAll(_cluster.StartSiloAsync("one"), _cluster.StartSiloAsync("two"));
        var found = await Eventually.SucceedsAsync(() => songs.ProcessAsync(new SongRequest("me")));

        foreach (var silo in old) await silo.StopAsync();
        var watch = Stopwatch.StartNew();
        while ((await Assert.ThrowsAsync<ClusterUnavailableException>(() => songs.ProcessAsync(new SongRequest("me")))).WasSent) watch.Restart();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);

        await _cluster.StartSiloAsync("three");
        var again = await Eventually.SucceedsAsync(() => songs.ProcessAsync(new SongRequest("me")));
        Assert.Equal("three", (await songs.ProcessAsync(new SongRequest("me"))).Data.Silo);
        output.WriteLine($"calls work {found.TotalMilliseconds:F0} ms after the first silos were active, {again.TotalMilliseconds:F0} ms after the other one was");
    }

    // The silos that each context was seen on.
    private static async Task<ConcurrentDictionary<string, ConcurrentDictionary<string, int>>> CallAsync(
        ISelfLearningClient[] clients, string prefix, int contexts, int callsEach)
    {
        var homes = new ConcurrentDictionary<string, ConcurrentDictionary<string, int>>();
        var modules = clients.Select(client => client.GetModule<SongRequest, Song>("songs")).ToArray();
        await Parallel.ForEachAsync(Enumerable.Range(0, contexts * callsEach), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, token) =>
        {
            var listener = $"{prefix}-{i % contexts}";
            var song = await modules[i % modules.Length].ProcessAsync(new SongRequest(listener), token);
            homes.GetOrAdd(listener, _ => new()).AddOrUpdate(song.Data.Silo, 1, (_, count) => count + 1);
        });
        return homes;
    }
}
