namespace SelfLearning.Learning.Tests.Metrics;

public sealed class DurationHistogramTests
{
    public static TheoryData<string> Distributions => ["constant", "uniform", "exponential", "log-normal", "pareto", "two peaks", "integers", "tiny", "huge"];

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Percentiles_are_within_5_percent(string distribution)
    {
        var random = new Random(4711);
        var durations = Enumerable.Range(0, 20_001).Select(_ => Sample(distribution, random)).ToArray();
        var now = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        var window = new MetricsWindow();
        foreach (var duration in durations) window.Record(now, "process", OperationStatus.Success, duration, null);

        var summary = window.Summarise("m", "c", MetricsPeriod.Hour, now);

        Array.Sort(durations);
        NaiveWindow.AssertQuantile(durations, 0.50, summary.DurationP50Ms);
        NaiveWindow.AssertQuantile(durations, 0.95, summary.DurationP95Ms);
        NaiveWindow.AssertQuantile(durations, 0.99, summary.DurationP99Ms);
    }

    [Fact]
    public void Every_duration_from_a_nanosecond_to_31_years_is_told_within_5_percent()
    {
        for (var ms = 1e-6; ms <= 1e12; ms *= 1.0007)
        {
            Assert.InRange(DurationBins.ValueOf(DurationBins.Of(ms)), 0.95 * ms, 1.05 * ms);
        }
    }

    [Fact]
    public void The_borders_of_bins_are_told_within_5_percent()
    {
        for (var bin = 1; bin < DurationBins.Count - 1; bin++)
        {
            var border = 1e-6 * Math.Pow(DurationBins.Base, bin);
            foreach (var ms in new[] { Math.BitDecrement(border), border, Math.BitIncrement(border) })
            {
                Assert.InRange(DurationBins.ValueOf(DurationBins.Of(ms)), 0.95 * ms, 1.05 * ms);
            }
        }
    }

    [Fact]
    public void The_table_gives_the_bins_of_the_logarithm()
    {
        for (var bin = 1; bin < DurationBins.Count; bin++)
        {
            // All doubles around the border, where rounding decides, and some in between.
            var border = 1e-6 * Math.Pow(DurationBins.Base, bin - 1);
            var bits = BitConverter.DoubleToInt64Bits(border);
            for (var step = -2_000L; step <= 2_000; step++)
            {
                AssertBin(BitConverter.Int64BitsToDouble(bits + step));
                AssertBin(BitConverter.Int64BitsToDouble(bits + (step << 37)));
            }
        }

        foreach (var ms in new[] { 0, double.Epsilon, 1e-6, Math.BitDecrement(1e-6), 1e12, Math.BitIncrement(1e12), double.MaxValue }) AssertBin(ms);
        static void AssertBin(double ms) => Assert.Equal(DurationBins.Logarithm(ms), DurationBins.Of(ms));
    }

    [Fact]
    public void Zero_is_exact_and_the_largest_number_counts_as_the_longest_duration()
    {
        Assert.Equal(0, DurationBins.ValueOf(DurationBins.Of(0)));
        Assert.Equal(0, DurationBins.ValueOf(DurationBins.Of(double.Epsilon)));
        Assert.Equal(DurationBins.Count - 1, DurationBins.Of(double.MaxValue));
        Assert.InRange(DurationBins.Count, 2, 512);
    }

    [Fact]
    public void The_longest_durations_add_up_without_overflow()
    {
        var now = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        var window = new MetricsWindow();
        for (var i = 0; i < 100; i++) window.Record(now, "process", OperationStatus.Success, double.MaxValue, null);

        Assert.Equal(1e12, MetricsWindow.Load(window.Save()).Summarise("m", "c", MetricsPeriod.Month, now).AverageDurationMs);
    }

    private static double Sample(string distribution, Random random)
    {
        var u = 1 - random.NextDouble();
        var normal = Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * random.NextDouble());
        return distribution switch
        {
            "constant" => 137.5,
            "uniform" => 1_000 * u,
            "exponential" => -250 * Math.Log(u),
            "log-normal" => Math.Exp(6 + (1.5 * normal)),
            "pareto" => 5 / Math.Pow(u, 1 / 1.2),
            "two peaks" => random.Next(2) == 0 ? 2 + (0.1 * normal) : 9_000 + (500 * normal),
            "integers" => random.Next(0, 40),
            "tiny" => 1e-6 + (1e-4 * u),
            _ => 1e9 * Math.Exp(normal),
        };
    }
}
