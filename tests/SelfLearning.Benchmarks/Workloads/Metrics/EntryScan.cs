namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <summary>A summary made the plain way: by looking at every entry.</summary>
internal static class EntryScan
{
    /// <summary>Counts the entries since a time; makes no percentiles, which would need all durations in order.</summary>
    public static PerformanceSummary Of(MetricEntry[] entries, DateTimeOffset since)
    {
        var (total, successes, duration, quality, qualities) = (0L, 0L, 0.0, 0.0, 0L);
        var names = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Timestamp < since) continue;
            total++;
            if (entry.Status == OperationStatus.Success) successes++;
            duration += entry.DurationMs;
            names[entry.Operation] = names.GetValueOrDefault(entry.Operation) + 1;
            if (entry.QualityScore is not { } known) continue;
            qualities++;
            quality += known;
        }

        return new PerformanceSummary
        {
            Module = QuietSilo.Module,
            Period = "30d",
            From = since,
            To = since.AddDays(30),
            TotalOperations = total,
            SuccessRate = total == 0 ? 0 : 100.0 * successes / total,
            AverageDurationMs = total == 0 ? 0 : duration / total,
            AverageQuality = qualities == 0 ? null : quality / qualities,
            QualityCount = qualities,
        };
    }
}
