using System.Globalization;
using System.Text.Json;

namespace SelfLearning.Web.Tests.Fuzzing;

/// <summary>
/// Makes JSON texts that a schema of the document allows, or nearly: some members are left out, and some values are hostile. What it makes
/// depends on the random source alone.
/// </summary>
/// <param name="document">The document.</param>
/// <param name="random">The random source.</param>
/// <param name="resultIds">Result ids, good and bad, for members of that name.</param>
/// <param name="hostility">The share of values that are hostile.</param>
internal sealed class SchemaValues(JsonElement document, Random random, IReadOnlyList<string> resultIds, double hostility)
{
    private const int MaximumDepth = 8;

    /// <summary>A value of a schema.</summary>
    public string Make(JsonElement schema) => Make(schema, "", 0);

    private string Make(JsonElement schema, string name, int depth)
    {
        if (random.NextDouble() < hostility) return HostileTexts.Json(random);
        if (depth > MaximumDepth) return "null";
        if (schema.ValueKind != JsonValueKind.Object) return HostileTexts.Json(random);
        if (schema.TryGetProperty("$ref", out var reference)) return Make(Resolve(reference.GetString()!), name, depth + 1);
        foreach (var choice in (string[])["oneOf", "anyOf"])
        {
            if (schema.TryGetProperty(choice, out var options)) return Make(options[random.Next(options.GetArrayLength())], name, depth + 1);
        }

        if (schema.TryGetProperty("enum", out var values)) return values[random.Next(values.GetArrayLength())].GetRawText();
        return TypeOf(schema) switch
        {
            "object" => Object(schema, depth),
            "array" => Array(schema, name, depth),
            "integer" => random.Next(-1, 6).ToString(CultureInfo.InvariantCulture),
            "number" => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
            "boolean" => random.Next(2) == 0 ? "true" : "false",
            "null" => "null",
            "string" => Text(name),
            _ => HostileTexts.Json(random),
        };
    }

    private string Object(JsonElement schema, int depth)
    {
        var members = new List<string>();
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
                if (random.NextDouble() < 0.8) members.Add($"{JsonSerializer.Serialize(property.Name)}:{Make(property.Value, property.Name, depth + 1)}");
        }

        if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
            for (var i = random.Next(3); i > 0; i--) members.Add($"\"{HostileTexts.Name(random)}\":{Make(others, "", depth + 1)}");
        if (random.NextDouble() < hostility) members.Add($"\"unknown\":{HostileTexts.Json(random)}");
        if (members.Count > 0 && random.NextDouble() < hostility) members.Add(members[0]);
        return $"{{{string.Join(",", members)}}}";
    }

    private string Array(JsonElement schema, string name, int depth) => schema.TryGetProperty("items", out var items)
        ? $"[{string.Join(",", Enumerable.Range(0, random.Next(4)).Select(_ => Make(items, name, depth + 1)))}]"
        : "[]";

    private string Text(string name)
    {
        if (name == "resultId") return JsonSerializer.Serialize(resultIds[random.Next(resultIds.Count)]);
        return random.Next(4) == 0 ? HostileTexts.JsonText(random) : $"\"{HostileTexts.Name(random)}\"";
    }

    private string? TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type)) return null;
        return type.ValueKind == JsonValueKind.Array ? type[random.Next(type.GetArrayLength())].GetString() : type.GetString();
    }

    private JsonElement Resolve(string reference)
    {
        var at = document;
        foreach (var part in reference.Split('/').Skip(1)) at = at.GetProperty(part);
        return at;
    }
}
