using System.Text.Json;
using System.Text.Json.Nodes;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <summary>The traffic of a context over 30 days: one operation a minute, 43,200 of them.</summary>
internal static class ThirtyDays
{
    /// <summary>How many operations that is.</summary>
    public const int Count = 30 * 24 * 60;

    private static readonly string[] Names = ["draft", "polish", "process"];

    /// <summary>The operations, the oldest first, the last at <paramref name="now"/>.</summary>
    public static IEnumerable<(DateTimeOffset Time, string Name, OperationStatus Status, double DurationMs)> Operations(DateTimeOffset now, int seed)
    {
        var random = new Random(seed);
        for (var time = now.AddMinutes(1 - Count); time <= now; time = time.AddMinutes(1))
        {
            var name = random.Next(3);
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var duration = (name switch { 0 => 80, 1 => 400, _ => 1_500 }) * Math.Exp(0.4 * normal);
            var status = random.Next(50) switch { 0 => OperationStatus.Failure, 1 => OperationStatus.Partial, _ => OperationStatus.Success };
            yield return (time, Names[name], status, TimeSpan.FromMilliseconds(duration).TotalMilliseconds);
        }
    }

    /// <summary>The window that counted them; one in five has a quality.</summary>
    public static MetricsWindow Window(DateTimeOffset now, int seed) => Window(Operations(now, seed));

    /// <summary>The window that counted some of them; one in five has a quality.</summary>
    public static MetricsWindow Window(IEnumerable<(DateTimeOffset Time, string Name, OperationStatus Status, double DurationMs)> operations)
    {
        var (window, place) = (new MetricsWindow(), 0);
        foreach (var (time, name, status, duration) in operations) window.Record(time, name, status, duration, place++ % 5 == 0 ? 0.8 : null);
        return window;
    }

    /// <summary>The metrics record of a context that saw them, as it lies on storage.</summary>
    public static BinaryData Record(DateTimeOffset now)
    {
        var (entries, random) = (new RecentEntries(MetricsCollectionLevel.Standard), new Random(7));
        foreach (var (time, name, status, duration) in Operations(now, 1))
        {
            entries.Add(new EndedOperation
            {
                Decision = new Decision(time.ToUnixTimeMilliseconds(), random.NextInt64(), 1, -1, 0, 0),
                Operation = name,
                Status = status,
                DurationMs = duration,
            });
        }

        return new BinaryData(JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["version"] = 1,
            ["window"] = Convert.ToBase64String(Window(now, 1).Save()),
            ["recent"] = Convert.ToBase64String(entries.Save()),
            ["reportNumber"] = Count,
            ["operations"] = Count,
            ["lastActivity"] = now,
        }));
    }
}
