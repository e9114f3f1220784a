using System.Diagnostics;
using SelfLearning.Silo.Tests.Support;
using Xunit.Abstractions;

namespace SelfLearning.Silo.Tests.Cluster;

/// <summary>What a call in flight sees when a silo dies: its own, or the one through which it came.</summary>
[Collection("Cluster")]
public sealed class KillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Listeners = 30;

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(25);

    private readonly SongCluster _cluster = new();
    private readonly List<SiloProcess> _silos = [];

    public Task InitializeAsync() => _cluster.Azurite.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var silo in _silos) await silo.DisposeAsync();
        await _cluster.StopAsync();
    }

    [ClusterFact]
    public async Task Calls_in_flight_when_a_silo_is_killed_end_and_calls_work_again()
    {
        await StartAsync("one", "two");
        var songs = await ConnectAsync();

        await KillAsync(songs, "one");
    }

    // A client's calls of one module go through one silo, which is among those killed.
    [ClusterFact(IsLong = true)]
    public async Task Calls_in_flight_end_whichever_silo_is_killed()
    {
        await StartAsync("one", "two", "three");
        var songs = await ConnectAsync();

        foreach (var name in (string[])["one", "two", "three"])
        {
            await KillAsync(songs, name);
            await StartAsync(name + "-again");
        }
    }

    private async Task KillAsync(IModuleClient<SongRequest, Song> songs, string name)
    {
        var homes = new string[Listeners];
        for (var i = 0; i < Listeners; i++)
            await Eventually.SucceedsAsync(async () => homes[i] = (await songs.ProcessAsync(new SongRequest($"listener-{i}"))).Data.Silo);
        var watch = Stopwatch.StartNew();
        var calls = homes.Select(async (home, i) =>
        {
            try
            {
                await songs.ProcessAsync(new SongRequest($"listener-{i}", Milliseconds: 6_000));
                return (Home: home, Error: null, After: watch.Elapsed);
            }
            catch (Exception error)
            {
                return (Home: home, Error: (Exception?)error, After: watch.Elapsed);
            }
        }).ToList();
        await Task.Delay(1_000);

        _silos.Single(silo => silo.Name == name).Kill();
        var killed = watch.Elapsed;
        var recovered = Eventually.SucceedsAsync(
            () => Task.WhenAll(Enumerable.Range(0, Listeners).Select(i => songs.ProcessAsync(new SongRequest($"after-{i}")))));
        var ends = await Task.WhenAll(calls).WaitAsync(killed + LongestEnd);

        foreach (var group in ends.GroupBy(end => (Where: end.Home == name ? "on the killed silo" : "elsewhere", Answer: end.Error?.GetType().Name ?? "result")))
        {
            output.WriteLine(
                $"{name} killed: {group.Count()} calls {group.Key.Where}: {group.Key.Answer}, {(group.Min(end => end.After) - killed).TotalSeconds:F1} to "
                + $"{(group.Max(end => end.After) - killed).TotalSeconds:F1} s after the kill; {group.First().Error?.Message}");
        }

        var again = await recovered;
        output.WriteLine($"{name} killed: {Listeners} calls in a row work {again.TotalSeconds:F1} s after the kill");
        Assert.Contains(ends, end => end.Home == name);
        Assert.All(ends.Where(end => end.Home == name), end => Assert.True(Assert.IsType<ClusterUnavailableException>(end.Error).WasSent));
        Assert.All(ends.Where(end => end is { Error: not null }), end => Assert.True(Assert.IsType<ClusterUnavailableException>(end.Error).WasSent));
        Assert.InRange(again.TotalSeconds, 0, 15);
    }

    private async Task<IModuleClient<SongRequest, Song>> ConnectAsync()
    {
        var songs = (await _cluster.ConnectAsync()).GetModule<SongRequest, Song>("songs");
        await Eventually.SucceedsAsync(() => songs.ProcessAsync(new SongRequest("first")));
        return songs;
    }

    private async Task StartAsync(params string[] names)
    {
        var silos = names.Select(name =>
        {
            var silo = new SiloProcess("SelfLearning.Silo.Tests.dll") { Name = name };
            foreach (var (key, value) in _cluster.Settings) silo[key.Replace(":", "__", StringComparison.Ordinal)] = value!;
            silo["Orleans__Name"] = name;
            silo["Orleans__Endpoints__AdvertisedIPAddress"] = "127.0.0.1";
            return silo;
        }).ToList();
        _silos.AddRange(silos);
        await Task.WhenAll(silos.Select(silo => silo.StartReadyAsync()));
    }
}
