using System.Diagnostics;
using Xunit.Abstractions;

namespace SelfLearning.Silo.Tests.Cluster;

/// <summary>Storage and the table of the cluster go away for a while, and come back with what they had.</summary>
[Collection("Cluster")]
public sealed class OutageTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const int Listeners = 40;

    private readonly string _folder = Directory.CreateTempSubdirectory("azurite-").FullName;
    private readonly StorageRequests _requests = new();
    private SongCluster _cluster = null!;

    public Task InitializeAsync()
    {
        _cluster = new SongCluster(_folder);
        return _cluster.Azurite.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.StopAsync();
        output.WriteLine($"{_requests}");
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _requests.Dispose();

    [ClusterFact]
    public Task Storage_away_for_eight_seconds_stops_no_module_and_loses_no_feedback() => BeAwayAsync(TimeSpan.FromSeconds(8));

    [ClusterFact(IsLong = true)]
    public Task Storage_away_for_a_minute_stops_no_module_and_loses_no_feedback() => BeAwayAsync(TimeSpan.FromSeconds(60));

    private async Task BeAwayAsync(TimeSpan time)
    {
        await Task.WhenAll(_cluster.StartSiloAsync("one"), _cluster.StartSiloAsync("two"));
        var client = await _cluster.ConnectAsync();
        var songs = client.GetModule<SongRequest, Song>("songs");
        for (var i = 0; i < Listeners; i++) await Eventually.SucceedsAsync(() => songs.ProcessAsync(new SongRequest($"listener-{i}")));
        var load = new Load(client, callers: 4, Listeners);
        while (load.Acknowledged.Count < 200) await Task.Delay(20);

        var stopping = load.Clock.Elapsed;
        await _cluster.Azurite.StopAsync();
        var gone = load.Clock.Elapsed;
        await Task.Delay(time);
        var (during, back) = (load.Calls, load.Clock.Elapsed);
        await _cluster.Azurite.StartAsync();

        // Whole again: every context takes feedback.
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Listeners; i++)
        {
            var song = await songs.ProcessAsync(new SongRequest($"listener-{i}"));
            while (await songs.ApplyFeedbackAsync(song.Id, Feedback.FromRating(5)) != FeedbackReceipt.Accepted)
            {
                Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
                await Task.Delay(50);
            }
        }

        var whole = watch.Elapsed;
        await load.DisposeAsync();

        var refused = load.Refusals.Where(refusal => refusal.At >= stopping && refusal.At < back).ToList();
        output.WriteLine(
            $"storage away for {(back - gone).TotalSeconds:F0} s: {during} calls of the module until its return, {load.Failures.Count} failed; {refused.Count} feedbacks not acknowledged "
            + $"({string.Join(", ", refused.GroupBy(refusal => refusal.Answer).Select(group => $"{group.Count()} {group.Key}"))}), answered after "
            + $"{refused.Max(refusal => refusal.After).TotalSeconds:F2} s at most; all {Listeners} contexts whole {whole.TotalSeconds:F1} s after its return; "
            + $"{load.Acknowledged.Count} acknowledged in all");
        foreach (var (at, after, error) in load.Failures.Take(5)) output.WriteLine($"{at} after {after}: {error.GetType().Name}: {error.Message}");
        Assert.Empty(load.Unexpected);
        Assert.Empty(load.Failures);
        Assert.NotEmpty(refused);
        Assert.All(load.Refusals, refusal => Assert.InRange(refusal.After.TotalSeconds, 0, 5));
        Assert.Equal(["one", "two"], (await Task.WhenAll(Enumerable.Range(0, Listeners).Select(i => songs.ProcessAsync(new SongRequest($"listener-{i}")))))
            .Select(song => song.Data.Silo).Distinct().Order());
        await load.AssertAllKeptAsync();
    }
}
