using System.Collections.Immutable;

namespace SelfLearning.Contracts;

/// <summary>Knows a share of the contexts of a module and their merged metrics; its key is <c>module/shard</c>.</summary>
[Alias("selflearning.catalog-grain"), GrainInterfaceType("selflearning.catalog-grain")]
public interface ICatalogGrain : IGrainWithStringKey
{
    /// <summary>Takes a report in, once; returns after it is on storage.</summary>
    [Alias("report"), ResponseTimeout("00:00:05")]
    Task ReportAsync(ContextReport report);

    /// <summary>Takes in, once, what a context has learned, for the pool of the module; returns after it is on storage.</summary>
    /// <param name="context">The context key; what one reports that the shard does not know is left out.</param>
    /// <param name="number">The report's number within the context, from 1.</param>
    /// <param name="evidence">What it has learned since the report before, in the form of the core's pool evidence.</param>
    [Alias("report-evidence"), ResponseTimeout("00:00:05")]
    Task ReportEvidenceAsync(string context, long number, byte[] evidence);

    /// <summary>Remembers, on storage, that a context has feedback to learn: it is woken should it die.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="mark">A number that grows with every mark of the context; <see cref="ContextReport.ClearedMark"/> takes it back.</param>
    [Alias("mark-queued"), ResponseTimeout("00:00:05")]
    Task MarkQueuedAsync(string context, long mark);

    /// <summary>Forgets a context; what it added to the module's metrics stays.</summary>
    [Alias("forget"), ResponseTimeout("00:00:05")]
    Task ForgetAsync(string context);

    /// <summary>The shard's contexts in ordinal order of their keys, after <paramref name="after"/>, at most <paramref name="limit"/>.</summary>
    [Alias("contexts"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<ContextInfo>> GetContextsAsync(string? after, int limit);

    /// <summary>What the shard's contexts counted in a period, in the form of the core's period sum.</summary>
    /// <param name="period">The period.</param>
    /// <param name="now">The present, the same for all shards that are added up.</param>
    [Alias("sum"), ResponseTimeout("00:00:05")]
    Task<byte[]> GetSumAsync(MetricsPeriod period, DateTimeOffset now);

    /// <summary>The steps that add up to the sum of a period.</summary>
    /// <param name="period">The period.</param>
    /// <param name="now">The present, the same for all shards that are added up.</param>
    [Alias("history"), ResponseTimeout("00:00:05")]
    Task<PerformanceHistory> GetHistoryAsync(MetricsPeriod period, DateTimeOffset now);
}
