using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Server;

/// <summary>A segment of older slots as it lies on storage.</summary>
internal sealed class SegmentRecord
{
    /// <summary>The segment, in the form of <see cref="Segment.Save"/>.</summary>
    public ReadOnlyMemory<byte> Segment { get; set; }

    /// <summary>Members of newer versions.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
