using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Server;

/// <summary>A catalog shard as it lies on storage.</summary>
internal sealed class CatalogRecord
{
    /// <summary>The version this code writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the form.</summary>
    public int Version { get; set; } = CurrentVersion;

    /// <summary>The merged metrics of the shard's contexts.</summary>
    public byte[] Window { get; set; } = [];

    /// <summary>The contexts.</summary>
    public List<CatalogRow> Rows { get; set; } = [];

    /// <summary>What contexts have learned and no report holds yet, in the form of <see cref="Learning.PoolEvidence.Save"/>; absent for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public byte[]? PoolEvidence { get; set; }

    /// <summary>The last report for the module's pool; absent where pooling was never on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PoolOutboxRecord? PoolOutbox { get; set; }

    /// <summary>Members of newer versions.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
