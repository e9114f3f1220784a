using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Server.Tests.Durability.State;

/// <summary>A record of a next version: that of today and one member more.</summary>
public sealed class NextRecord
{
    public string Added { get; set; } = "by default";

    [JsonExtensionData]
    public Dictionary<string, JsonElement> Today { get; set; } = [];
}
