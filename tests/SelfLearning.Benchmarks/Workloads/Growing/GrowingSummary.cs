using System.Globalization;
using SelfLearning.Benchmarks.Comparing;
using SelfLearning.Benchmarks.Workloads.Metrics;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads.Growing;

/// <summary>What a summary of 30 days costs with a longer past and with more contexts, each time after something has changed.</summary>
internal static class GrowingSummary
{
    private const int SummariesPerRound = 5;

    private static readonly Target[] Flat = [Target.RatioAtMost(1.5, 1.15)];

    /// <summary>The summary of a context with as many times the operations over the same time, and over as many times the time.</summary>
    public static async Task OfContextAsync(Bench bench, int factor, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow;
        var full = ThirtyDays.Window(now, 1);
        var sparse = ThirtyDays.Window(ThirtyDays.Operations(now, 1).Where((_, place) => place % factor == 0));
        var recent = ThirtyDays.Window(ThirtyDays.Operations(now, 1).Skip(ThirtyDays.Count - (ThirtyDays.Count / factor)));
        await CompareAsync("past", sparse, "operations over the same 30 days");
        await CompareAsync("days", recent, "days with an operation a minute; beyond 30 days nothing grows");

        Task CompareAsync(string what, MetricsWindow small, string note) => bench.CompareAsync(
            string.Create(CultureInfo.InvariantCulture, $"growth/summary/{factor}x-{what}"),
            "summaries/s",
            Summarise(full, now),
            Summarise(small, now),
            [Target.RatioAtLeast(1 / 1.5, 1 / 1.15)],
            string.Create(CultureInfo.InvariantCulture, $"an operation recorded and the summary, with {factor} times the {note}; 0.667 is 1.5 times the cost"),
            cancellationToken);
    }

    /// <summary>The summary of a module with as many times the contexts, all of them active for 30 days.</summary>
    public static async Task OfModuleAsync(Bench bench, int contexts, int[] factors, CancellationToken cancellationToken)
    {
        await using var silo = await QuietSilo.StartAsync(cancellationToken, [.. factors.Select(NameOf)]);
        var windows = ActiveModule.Windows(DateTimeOffset.UtcNow);
        var small = await ActiveModule.FillAsync(silo, QuietSilo.Module, contexts, windows, cancellationToken);
        foreach (var factor in factors)
        {
            var grown = await ActiveModule.FillAsync(silo, NameOf(factor), factor * contexts, windows, cancellationToken);
            var (a, b) = (new List<double>(), new List<double>());
            for (var round = -1; round < Bench.Rounds; round++)
            {
                var (first, second) = round % 2 == 0 ? (grown, small) : (small, grown);
                var (ofFirst, ofSecond) = (await MicrosecondsAsync(first), await MicrosecondsAsync(second));
                if (round < 0) continue;
                a.Add(ReferenceEquals(first, grown) ? ofFirst : ofSecond);
                b.Add(ReferenceEquals(first, grown) ? ofSecond : ofFirst);
            }

            var ratios = Spread.Of(a.Zip(b, (grownTime, smallTime) => grownTime / smallTime));
            bench.Report(new Result
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"growth/summary/{factor}x-contexts"),
                Ratio = ratios.Median,
                Low = ratios.Low,
                High = ratios.High,
                A = Spread.Of(a).Median,
                B = Spread.Of(b).Median,
                Unit = "us",
                Targets = Flat,
                Note = string.Create(CultureInfo.InvariantCulture, $"cost: lower is better; every shard has changed since the summary before; b has {contexts:N0} contexts"),
            });
        }
    }

    private static string NameOf(int factor) => string.Create(CultureInfo.InvariantCulture, $"active-{factor}");

    // Whatever is recorded makes a summary out of date.
    private static Work Summarise(MetricsWindow window, DateTimeOffset now) => (duration, _) => Task.FromResult(Load.Run(duration, () =>
    {
        window.Record(now, "process", OperationStatus.Success, 100, null);
        window.Summarise(QuietSilo.Module, "folk", MetricsPeriod.Month, now);
    }));

    private static async Task<double> MicrosecondsAsync(ActiveModule module)
    {
        var times = new List<double>();
        for (var i = 0; i < SummariesPerRound; i++) times.Add((await module.SummariseChangedAsync()).TotalMicroseconds);
        return Spread.Of(times).Median;
    }
}
