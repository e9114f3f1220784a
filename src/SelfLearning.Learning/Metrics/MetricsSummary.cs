using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>Turns what was counted into what people read.</summary>
internal static class MetricsSummary
{
    private const double NanosecondsPerMs = 1e6;

    private static readonly OperationStatus[] Statuses = Enum.GetValues<OperationStatus>();

    /// <summary>The summary of a sum of buckets.</summary>
    public static PerformanceSummary Of(
        MetricsBucket sum, OperationNames names, string module, string? context, MetricsPeriod period, DateTimeOffset from, DateTimeOffset to)
    {
        var total = sum.Total;
        return new PerformanceSummary
        {
            Module = module,
            Context = context,
            Period = period.ToText(),
            From = from,
            To = to,
            TotalOperations = total,
            SuccessRate = total == 0 ? 0 : 100.0 * sum.CountOf(OperationStatus.Success) / total,
            AverageDurationMs = total == 0 ? 0 : (double)sum.DurationSum / NanosecondsPerMs / total,
            OperationCounts = OperationCounts(sum, names),
            StatusCounts = Statuses.ToImmutableDictionary(status => status, sum.CountOf),
            AverageQuality = sum.Quality.Mean(),
            QualityCount = sum.Quality.Count,
            QualityDeviation = sum.Quality.Deviation(),
            DurationP50Ms = sum.Durations.Quantile(0.50, total),
            DurationP95Ms = sum.Durations.Quantile(0.95, total),
            DurationP99Ms = sum.Durations.Quantile(0.99, total),
        };
    }

    private static ImmutableDictionary<string, long> OperationCounts(MetricsBucket sum, OperationNames names)
    {
        var counts = ImmutableDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        for (var name = 0; name < sum.Operations.Length; name++)
        {
            if (sum.Operations[name] != 0) counts[names[name]!] = sum.Operations[name];
        }

        return counts.ToImmutable();
    }
}
