using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Server;

/// <summary>The names of all modules as they lie on storage.</summary>
internal sealed class ModuleListRecord
{
    /// <summary>The version this code writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the form.</summary>
    public int Version { get; set; } = CurrentVersion;

    /// <summary>The names in ordinal order.</summary>
    public List<string> Modules { get; set; } = [];

    /// <summary>Members of newer versions.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
