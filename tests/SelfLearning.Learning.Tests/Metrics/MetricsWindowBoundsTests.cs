using Xunit.Abstractions;

namespace SelfLearning.Learning.Tests.Metrics;

public sealed class MetricsWindowBoundsTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Names = ["draft", "polish", "process"];

    [Theory]
    [InlineData(60, 24)]
    [InlineData(5, 32)]
    [InlineData(1, 40)]
    public void Thirty_days_of_steady_traffic_stay_small(int secondsBetween, int maximumKilobytes)
    {
        var window = Steady(secondsBetween);

        var bytes = window.Save();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var loaded = MetricsWindow.Load(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        output.WriteLine($"One operation in {secondsBetween} s: {bytes.Length} bytes saved, {allocated} bytes allocated by loading.");
        Assert.Equal(bytes, loaded.Save());
        Assert.InRange(bytes.Length, 1, maximumKilobytes * 1024);
        Assert.InRange(allocated, 1, 400 * 1024);
    }

    [Fact]
    public void Names_and_durations_of_all_kinds_stay_bounded()
    {
        var random = new Random(99);
        var window = new MetricsWindow();
        for (var time = Start; time < Start.AddDays(30); time = time.AddSeconds(10))
        {
            window.Record(time, $"operation-{random.Next(40)}", (OperationStatus)random.Next(3), Math.Pow(10, (random.NextDouble() * 18) - 6), random.NextDouble());
        }

        var bytes = window.Save();

        output.WriteLine($"{bytes.Length} bytes saved.");
        Assert.InRange(bytes.Length, 1, 200 * 1024);
    }

    [Fact]
    public void Recording_into_buckets_that_exist_allocates_nothing()
    {
        var window = new MetricsWindow();
        var name = new string('x', 150);
        void RecordAll()
        {
            for (var i = 0; i < 1_000; i++)
            {
                window.Record(Start.AddMinutes(i % 50), Names[i % 3], (OperationStatus)(i % 3), i, i % 2 == 0 ? 0.5 : null);
                window.Record(Start, name, OperationStatus.Success, 1, null);
                window.MoveQuality(Start, Start.AddMinutes(50), 1, 0.5, 0.25);
            }
        }

        RecordAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        RecordAll();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Only_buckets_of_the_last_30_days_are_kept()
    {
        var window = new MetricsWindow();
        for (var hour = 0; hour < 24 * 90; hour++) window.Record(Start.AddHours(hour), "process", OperationStatus.Success, 1, null);

        Assert.Equal([1, 24, 180], window.Tiers.ToArray().Select(tier => tier.Buckets.Length));
    }

    private static MetricsWindow Steady(int secondsBetween)
    {
        var random = new Random(7);
        var window = new MetricsWindow();
        for (var time = Start; time < Start.AddDays(30); time = time.AddSeconds(secondsBetween))
        {
            var name = random.Next(3);
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var duration = (name switch { 0 => 80, 1 => 400, _ => 1_500 }) * Math.Exp(0.4 * normal);
            var status = random.Next(50) switch { 0 => OperationStatus.Failure, 1 => OperationStatus.Partial, _ => OperationStatus.Success };
            window.Record(time, Names[name], status, duration, null);
            if (random.Next(5) == 0) window.MoveQuality(time, time, 1, 0.8, 0.64);
        }

        return window;
    }
}
