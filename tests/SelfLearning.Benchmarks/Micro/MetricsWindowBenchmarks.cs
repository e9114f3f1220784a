using BenchmarkDotNet.Attributes;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Micro;

/// <summary>A metrics window with 30 days of one operation a minute.</summary>
public class MetricsWindowBenchmarks
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MetricsWindow _window = new();
    private byte[] _saved = [];
    private DateTimeOffset _now;

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(7);
        for (_now = Start; _now < Start.AddDays(30); _now = _now.AddMinutes(1))
            _window.Record(_now, "process", OperationStatus.Success, 20 * Math.Exp(random.NextDouble()), random.NextDouble());
        _saved = _window.Save();
    }

    [Benchmark]
    public void Record() => _window.Record(_now, "process", OperationStatus.Success, 31.7, 0.8);

    [Benchmark]
    public PerformanceSummary RecordAndSummarise()
    {
        Record();
        return _window.Summarise("lyrics", "folk", MetricsPeriod.Month, _now);
    }

    [Benchmark]
    public PerformanceSummary SummariseAgain() => _window.Summarise("lyrics", "folk", MetricsPeriod.Month, _now);

    [Benchmark]
    public byte[] Save() => _window.Save();

    [Benchmark]
    public MetricsWindow Load() => MetricsWindow.Load(_saved);
}
