using System.Text.Json;
using System.Text.Json.Nodes;

namespace SelfLearning.Tool.Keys;

/// <summary>A new key, for people and for programs.</summary>
internal static class KeyReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Json(NewKey key)
    {
        var report = new JsonObject { ["name"] = key.Name, ["key"] = key.Key, ["hash"] = key.Hash, ["configuration"] = Configuration(key) };
        return report.ToJsonString(Format);
    }

    public static string Text(NewKey key) => string.Join(
        Environment.NewLine,
        $"key of {key.Name}, shown only now: give it to its holder, who sends it as 'Authorization: Bearer {ApiKeyText.Prefix}...'",
        "",
        key.Key,
        "",
        "configuration of the service, which has only its hash:",
        "",
        Configuration(key).ToJsonString(Format));

    private static JsonObject Configuration(NewKey key)
    {
        var settings = new JsonObject { ["Hash"] = key.Hash, ["Roles"] = Array(key.Roles) };
        if (key.Modules.Count > 0) settings["Modules"] = Array(key.Modules);
        return new JsonObject { ["SelfLearning"] = new JsonObject { ["ApiKeys"] = new JsonObject { [key.Name] = settings } } };
    }

    private static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
