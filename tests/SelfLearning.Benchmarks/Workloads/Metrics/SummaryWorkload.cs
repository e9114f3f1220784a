using System.Diagnostics;
using System.Globalization;
using SelfLearning.Benchmarks.Comparing;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <summary>Summaries of 30 days from windows, against counting the entries.</summary>
internal sealed class SummaryWorkload : IWorkload
{
    private const int Contexts = 10_000;
    private const int Repeats = 1_000;

    public string Name => "summary";

    public string Description => "a summary of 30 days from windows against a scan of the entries";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await OfContextAsync(bench, cancellationToken);
        await OfModuleAsync(bench, cancellationToken);
    }

    private static async Task OfContextAsync(Bench bench, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow;
        var window = ThirtyDays.Window(now, 1);
        MetricEntry[] entries =
        [
            .. ThirtyDays.Operations(now, 1).Select(operation => new MetricEntry
            {
                Id = "",
                Timestamp = operation.Time,
                Operation = operation.Name,
                Status = operation.Status,
                DurationMs = operation.DurationMs,
                Context = "folk",
                QualityScore = 0.8,
            }),
        ];
        Work scan = (duration, _) => Task.FromResult(Load.Run(duration, () => EntryScan.Of(entries, now.AddDays(-30))));
        await bench.CompareAsync(
            "summary/context",
            "summaries/s",
            (duration, _) => Task.FromResult(Load.Run(duration, () =>
            {
                // Whatever is recorded makes a summary out of date.
                window.Record(now, "process", OperationStatus.Success, 100, null);
                window.Summarise(QuietSilo.Module, "folk", MetricsPeriod.Month, now);
            })),
            scan,
            [Target.MicrosecondsAtMost(50, 10)],
            $"an operation recorded and the summary of all 30 days, against a scan of {entries.Length:N0} entries that makes no percentiles",
            cancellationToken);
        await bench.CompareAsync(
            "summary/context-cached",
            "summaries/s",
            (duration, _) => Task.FromResult(Load.Run(duration, () => window.Summarise(QuietSilo.Module, "folk", MetricsPeriod.Month, now))),
            scan,
            [Target.MicrosecondsAtMost(1, 1)],
            null,
            cancellationToken);
    }

    private static async Task OfModuleAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var silo = await QuietSilo.StartAsync(cancellationToken);
        var now = DateTimeOffset.UtcNow;
        var windows = ActiveModule.Windows(now);
        var module = await ActiveModule.FillAsync(silo, QuietSilo.Module, Contexts, windows, cancellationToken);
        var (fresh, repeated, scanned) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < Bench.Rounds; round++)
        {
            var first = await module.SummariseChangedAsync();
            var again = await module.SummariseAgainAsync(Repeats);
            var started = Stopwatch.GetTimestamp();
            FanOut(windows, now);
            var all = Stopwatch.GetElapsedTime(started);
            if (round < 0) continue;
            fresh.Add(first.TotalMicroseconds);
            repeated.Add(again.TotalMicroseconds);
            scanned.Add(all.TotalMicroseconds);
        }

        Report("summary/module", fresh, [Target.SubjectAtMost(10_000, 2_000)], "every shard has changed since the summary before");
        Report("summary/module-repeated", repeated, [], "nothing has changed");

        void Report(string name, List<double> times, IReadOnlyList<Target> targets, string state)
        {
            var ratios = Spread.Of(times.Zip(scanned, (a, b) => a / b));
            bench.Report(new Result
            {
                Name = name,
                Ratio = ratios.Median,
                Low = ratios.Low,
                High = ratios.High,
                A = Spread.Of(times).Median,
                B = Spread.Of(scanned).Median,
                Unit = "us",
                Targets = targets,
                Note = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Contexts:N0} contexts with {ThirtyDays.Count:N0} operations each, through the module grain; {state}; against merging as many windows in one process, without a call"),
            });
        }
    }

    private static PerformanceSummary FanOut(MetricsWindow[] windows, DateTimeOffset now)
    {
        var merged = new MetricsWindow();
        for (var i = 0; i < Contexts; i++) merged.Merge(windows[i % windows.Length]);
        return merged.Summarise(QuietSilo.Module, null, MetricsPeriod.Month, now);
    }
}
