namespace SelfLearning.Server;

/// <summary>What a catalog shard knows of one context.</summary>
/// <param name="Info">Its totals as last reported.</param>
/// <param name="Report">The number of the last report.</param>
/// <param name="Mark">The last mark that feedback is queued; 0 when none is.</param>
/// <param name="SeenAt">When the context was last heard of.</param>
internal sealed record CatalogRow(ContextInfo Info, long Report, long Mark, DateTimeOffset SeenAt);
