using System.Globalization;
using SelfLearning.Benchmarks.Comparing;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <summary>The managed heap that idle contexts take, above grains that do nothing.</summary>
internal sealed class MemoryWorkload : IWorkload
{
    private const int Callers = 64;
    private const int Operations = 1_000;

    // As many as are kept for people to read.
    private const int Feedbacks = RecentFeedback.Limit;

    public string Name => "memory";

    public string Description => "the managed heap of an idle context against that of an empty grain";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var (fresh, used, judged) = bench.IsLong ? (100_000, 5_000, 1_000) : (10_000, 500, 100);
        double empty;
        await using (var silo = await QuietSilo.StartAsync(cancellationToken))
        {
            await TouchAsync(silo, "warm-up", 100, 1, cancellationToken);
            empty = await MeasureAsync(fresh, () => ForAllAsync(fresh, i => silo.Grains.GetGrain<IEmptyGrain>(Key("empty", i)).TouchAsync(), cancellationToken));
            Report("memory/fresh", await MeasureAsync(fresh, () => TouchAsync(silo, "fresh", fresh, 1, cancellationToken)), fresh, 4, 2);
            Report("memory/1000-operations", await MeasureAsync(used, () => TouchAsync(silo, "used", used, Operations, cancellationToken)), used);
        }

        await using (var silo = await QuietSilo.StartAsync(cancellationToken))
        {
            await TouchAsync(silo, "warm-up", 100, 1, cancellationToken);
            silo.Storage.Found["metrics"] = ThirtyDays.Record(DateTimeOffset.UtcNow);
            Report("memory/30-days", await MeasureAsync(used, () => TouchAsync(silo, "old", used, 1, cancellationToken)), used, 48, 24);
            Report("memory/30-days-and-feedback", await MeasureAsync(judged, () => JudgeAsync(silo, "judged", judged, cancellationToken)), judged);
        }

        void Report(string name, double bytes, int contexts, double? mustKilobytes = null, double? hopedKilobytes = null) => bench.Report(new Result
        {
            Name = name,
            Ratio = bytes / empty,
            A = bytes - empty,
            B = empty,
            Unit = "bytes",
            Targets = mustKilobytes is { } must ? [Target.SubjectAtMost(must * 1024, hopedKilobytes!.Value * 1024)] : [],
            Note = string.Create(CultureInfo.InvariantCulture, $"a is what a context takes above an empty grain (b), ratio is of the whole; {contexts:N0} contexts, idle after their flush, catalog rows included."),
        });
    }

    private static async Task TouchAsync(QuietSilo silo, string name, int contexts, int calls, CancellationToken cancellationToken)
    {
        for (var call = 0; call < calls; call++)
            await ForAllAsync(contexts, i => silo.Quiet.ProcessAsync(new QuietRequest(Key(name, i)), cancellationToken), cancellationToken);

        // What was called is flushed after one interval, and at rest after another.
        await silo.Storage.QuietAsync(3 * QuietSilo.FlushInterval, cancellationToken);
    }

    private static async Task JudgeAsync(QuietSilo silo, string name, int contexts, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Feedbacks; i++)
        {
            var quality = (i % 5) / 4.0;
            await ForAllAsync(
                contexts,
                async context =>
                {
                    var result = await silo.Quiet.ProcessAsync(new QuietRequest(Key(name, context)), cancellationToken);
                    await silo.Quiet.ApplyFeedbackAsync(result.Id, Feedback.FromQuality(quality), cancellationToken);
                },
                cancellationToken);
        }

        await silo.Storage.QuietAsync(3 * QuietSilo.FlushInterval, cancellationToken);
    }

    private static Task ForAllAsync(int count, Func<int, Task> call, CancellationToken cancellationToken)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(
            async () =>
            {
                for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next)) await call(i);
            },
            cancellationToken)));
    }

    private static async Task<double> MeasureAsync(int count, Func<Task> fill)
    {
        var before = Heap();
        await fill();
        return (Heap() - before) / (double)count;
    }

    private static long Heap()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    // About 20 characters.
    private static string Key(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}-{number:000000000000}");
}
