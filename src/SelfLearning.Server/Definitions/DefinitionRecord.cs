using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Server;

/// <summary>The definition of a module as it lies on storage.</summary>
internal sealed class DefinitionRecord
{
    /// <summary>The version this code writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the form.</summary>
    public int Version { get; set; } = CurrentVersion;

    /// <summary>The definition as it was registered.</summary>
    public ModuleDefinition? Definition { get; set; }

    /// <summary>Options a person set at run time; they outrank the definition's until the next revision.</summary>
    public ModuleOptions? Options { get; set; }

    /// <summary>Counts the changes of the options.</summary>
    public long OptionsVersion { get; set; }

    /// <summary>Members of newer versions.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
