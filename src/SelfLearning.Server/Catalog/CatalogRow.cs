using System.Text.Json.Serialization;

namespace SelfLearning.Server;

/// <summary>What a catalog shard knows of one context.</summary>
/// <param name="Info">Its totals as last reported.</param>
/// <param name="Report">The number of the last report.</param>
/// <param name="Mark">The last mark that feedback is queued; 0 when none is.</param>
/// <param name="SeenAt">When the context was last heard of.</param>
internal sealed record CatalogRow(ContextInfo Info, long Report, long Mark, DateTimeOffset SeenAt)
{
    /// <summary>The number of the last report for the pool; absent where the context never made one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long PoolReport { get; init; }
}
