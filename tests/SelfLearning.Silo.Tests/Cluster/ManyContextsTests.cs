using System.Diagnostics;
using Xunit.Abstractions;

namespace SelfLearning.Silo.Tests.Cluster;

/// <summary>What many contexts cost over the emulator.</summary>
[Collection("Cluster")]
public sealed class ManyContextsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Callers = 64;

    // In memory the emulator grows to gigabytes.
    private readonly string _folder = Directory.CreateTempSubdirectory("azurite-").FullName;
    private SongCluster _cluster = null!;

    public Task InitializeAsync()
    {
        _cluster = new SongCluster(_folder);
        return _cluster.Azurite.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [ClusterFact(IsLong = true)]
    public async Task Twenty_thousand_contexts_are_created_and_judged()
    {
        const int contexts = 20_000;
        using var requests = new StorageRequests();
        await _cluster.StartSiloAsync("one");
        var songs = (await _cluster.ConnectAsync()).GetModule<SongRequest, Song>("songs");
        await Eventually.SucceedsAsync(() => songs.ProcessAsync(new SongRequest("first")));
        var (memory, before, watch) = (GC.GetTotalMemory(forceFullCollection: true), requests.Count, Stopwatch.StartNew());
        var ids = new string[contexts];

        await Parallel.ForEachAsync(Enumerable.Range(0, contexts), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, token) =>
            ids[i] = (await songs.ProcessAsync(new SongRequest($"listener-{i}"), token)).Id);
        var (created, creating) = (watch.Elapsed, requests.Count - before);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - memory) / contexts;

        (before, watch) = (requests.Count, Stopwatch.StartNew());
        var (accepted, repeated) = (0, 0);
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (id, token) =>
        {
            var feedback = Feedback.FromRating(4);
            FeedbackReceipt receipt;
            while ((receipt = await songs.ApplyFeedbackAsync(id, feedback, token)) == FeedbackReceipt.Overloaded) Interlocked.Increment(ref repeated);
            if (receipt is FeedbackReceipt.Accepted or FeedbackReceipt.Duplicate) Interlocked.Increment(ref accepted);
        });
        var (judged, judging) = (watch.Elapsed, requests.Count - before);

        output.WriteLine(
            $"{contexts} contexts created in {created.TotalSeconds:F1} s ({contexts / created.TotalSeconds:F0}/s), {each} bytes of managed memory and "
            + $"{(double)creating / contexts:F2} storage calls each (metrics records and the catalog's included); one feedback each in "
            + $"{judged.TotalSeconds:F1} s ({contexts / judged.TotalSeconds:F0}/s), {(double)judging / contexts:F2} storage calls per feedback, "
            + $"{repeated} answered Overloaded and sent again");
        Assert.Equal(contexts, accepted);
        Assert.InRange(each, 0, 20_000);
        Assert.InRange((double)judging / contexts, 1, 6);
    }
}
