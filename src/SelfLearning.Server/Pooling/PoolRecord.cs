using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Server;

/// <summary>The pool of a module as it lies on storage.</summary>
internal sealed class PoolRecord
{
    /// <summary>The version this code writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the form.</summary>
    public int Version { get; set; } = CurrentVersion;

    /// <summary>The pool, in the form of <see cref="PoolModel.Save"/>.</summary>
    public byte[] Pool { get; set; } = [];

    /// <summary>Members of newer versions.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
