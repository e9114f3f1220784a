using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;
using SelfLearning.Tests;
using Xunit.Abstractions;

namespace SelfLearning.Server.Tests.Overload;

/// <summary>
/// One context gets three times the feedback that it can take while another one is used as always. Its capacity is known: a write takes 50 ms and
/// the queue holds 40, and 120 callers call again after 50 ms.
/// </summary>
[Collection(HeapCollection.Name)]
public sealed class HotContextTests(ITestOutputHelper output)
{
    private const int QueueLimit = 40;
    private const int Callers = 3 * QueueLimit;
    private static readonly TimeSpan WriteTime = TimeSpan.FromMilliseconds(50);

    [Fact]
    public Task A_context_driven_at_three_times_its_capacity_stays_within_its_bounds_and_loses_nothing() => RunAsync(5, TimeSpan.FromMilliseconds(400));

    [FullFact]
    public async Task It_does_so_for_30_seconds_and_leaves_the_others_alone()
    {
        var (before, during) = await RunAsync(5, TimeSpan.FromSeconds(6));

        Assert.True(during <= 2 * before, $"Another context took {during:0.0} ms where it takes {before:0.0} ms alone.");
    }

    private async Task<(double Before, double During)> RunAsync(int phases, TimeSpan phase)
    {
        var storage = new ControlledStorage();
        await using var cluster = await LearningCluster.StartAsync(modules => modules.AddModule<ScriptModule>("script").Services.AddSingleton(new ScriptGates()), storage: storage);
        var module = cluster.Client.GetModule("hot");
        await module.RegisterAsync(ScriptCluster.Definition("hot", new ModuleOptions { QueueLimit = QueueLimit, ExplorationRate = 0 }));
        var policy = (await cluster.Context("hot", "busy").GetHostPolicyAsync(HostPolicyVersion.None)).Policy!;
        storage.BeforeWrite = (name, grain, _) => name == "learning" ? Task.Delay(grain.Key.ToString() == "hot/busy" ? WriteTime : WriteTime / 10) : Task.CompletedTask;
        var calm = cluster.Client.GetModule<Script, Scene>("script");
        await VisitAsync(calm, cluster.Time, phase);
        var counts = new Counts();
        await DriveAsync(module, policy, cluster.Time, phase, counts);
        var heapBefore = Heap(storage);

        var (quiet, loaded) = (new List<double>(), new List<double>());
        var queued = 0;
        for (var i = 0; i < phases; i++)
        {
            quiet.Add(await VisitAsync(calm, cluster.Time, phase));
            var driving = DriveAsync(module, policy, cluster.Time, phase, counts);
            loaded.Add(await VisitAsync(calm, cluster.Time, phase));
            queued = Math.Max(queued, (await module.GetPolicyAsync("busy")).QueuedFeedbacks);
            await driving;
        }

        var heapAfter = Heap(storage);
        var view = await module.GetPolicyAsync("busy");
        var (before, during) = (Median(quiet), Median(loaded));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Accepted} accepted, {counts.Overloaded} times Overloaded; at most {queued} queued; {storage.WritesOf("learning")} writes of records; "
            + $"heap {heapBefore / 1e6:0.0} to {heapAfter / 1e6:0.0} MB without what is stored; another context {before:0.0} ms alone, {during:0.0} ms beside it "
            + $"(phases {string.Join(" ", quiet.Select(ms => ms.ToString("0.0", CultureInfo.InvariantCulture)))} and {string.Join(" ", loaded.Select(ms => ms.ToString("0.0", CultureInfo.InvariantCulture)))})"));

        Assert.True(counts.Overloaded > counts.Accepted / 2, "It was not driven beyond its capacity.");
        Assert.InRange(queued, 0, QueueLimit);
        // Nothing lost, nothing twice: every feedback was repeated until it was accepted.
        Assert.Equal(counts.Accepted, view.LearnedFeedbacks + view.QueuedFeedbacks);
        Assert.Equal(FeedbackReceipt.Duplicate, await module.ApplyFeedbackAsync(counts.Last!.ResultId, counts.Last.Feedback));
        Assert.InRange(heapAfter, 0, (2 * heapBefore) + 8_000_000);
        return (before, during);
    }

    // Callers that do as the receipt says: they wait, and send the same again.
    private static Task DriveAsync(IModuleClient module, HostPolicy policy, TimeProvider time, TimeSpan duration, Counts counts) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(async seed =>
        {
            var random = new Random((seed * 7_919) + (int)(counts.Accepted % 7_919));
            for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < duration;)
            {
                var id = new ResultId(
                    "hot", ContextKey.Parse("busy"), time.GetUtcNow(), random.NextInt64(), policy.Policy.Version, -1, 0, policy.KeyEpoch).Format(policy.SigningKey);
                var feedback = Feedback.FromQuality(random.NextDouble(), time: time);
                while (true)
                {
                    var receipt = await module.ApplyFeedbackAsync(id, feedback);
                    if (receipt == FeedbackReceipt.Accepted) break;
                    Assert.Equal(FeedbackReceipt.Overloaded, receipt);
                    Interlocked.Increment(ref counts.Overloaded);
                    await Task.Delay(WriteTime);
                }

                Interlocked.Increment(ref counts.Accepted);
                counts.Last = new ResultFeedback(id, feedback);
            }
        }));

    // What a user of another context waits for: an operation and its feedback, in milliseconds.
    private static async Task<double> VisitAsync(IModuleClient<Script, Scene> module, TimeProvider time, TimeSpan duration)
    {
        var times = new List<double>();
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < duration;)
        {
            var since = Stopwatch.GetTimestamp();
            var result = await module.ProcessAsync(new Script("calm"));
            Assert.Equal(FeedbackReceipt.Accepted, await module.ApplyFeedbackAsync(result.Id, Feedback.FromQuality(0.5, time: time)));
            times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        return Median(times);
    }

    private static double Median(IEnumerable<double> times) => times.Order().ElementAt(times.Count() / 2);

    private static long Heap(ControlledStorage storage) => GC.GetTotalMemory(forceFullCollection: true) - storage.Records.Sum(record => (long)record.Bytes.Length);

    private sealed class Counts
    {
        public long Accepted;
        public long Overloaded;

        public ResultFeedback? Last { get; set; }
    }
}
