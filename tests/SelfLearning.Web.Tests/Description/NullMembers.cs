using System.Text.Json;
using System.Text.Json.Nodes;

namespace SelfLearning.Web.Tests.Description;

/// <summary>A body again and again, each time with another of its members null: those it has, and those its schema has.</summary>
/// <param name="document">The OpenAPI document.</param>
internal sealed class NullMembers(JsonElement document)
{
    /// <summary>The bodies, each with the place of what is null.</summary>
    public IEnumerable<(string Place, string Body)> Of(string body, JsonElement schema) =>
        Places(JsonNode.Parse(body), schema).Prepend([]).Select(place => (string.Join('.', place), WithNull(body, place)));

    private IEnumerable<object[]> Places(JsonNode? value, JsonElement? schema)
    {
        var known = Resolve(schema);
        var below = value switch
        {
            JsonObject members => Members(members, known),
            JsonArray items => items.Select((item, place) => ((object)place, item, Member(known, "items"))),
            _ => [],
        };
        return below.SelectMany(child => Places(child.Item2, child.Item3).Select(place => (object[])[child.Item1, .. place]).Prepend([child.Item1]));
    }

    private static IEnumerable<(object Key, JsonNode? Value, JsonElement? Schema)> Members(JsonObject members, JsonElement? schema)
    {
        var described = Member(schema, "properties");
        return members.Select(member => member.Key).Union(described?.EnumerateObject().Select(property => property.Name) ?? [])
            .Select(name => ((object)name, members[name], Member(described, name) ?? Member(schema, "additionalProperties")));
    }

    // Of the kinds that a value may have, the one that has something below it.
    private JsonElement? Resolve(JsonElement? schema)
    {
        if (Member(schema, "$ref") is { } reference)
            return Resolve(reference.GetString()!.Split('/').Skip(1).Aggregate((JsonElement?)document, Member));
        if ((Member(schema, "oneOf") ?? Member(schema, "anyOf")) is not { } kinds) return schema;
        return kinds.EnumerateArray().Select(kind => Resolve(kind)).FirstOrDefault(kind => Member(kind, "properties") is not null || Member(kind, "items") is not null) ?? schema;
    }

    private static JsonElement? Member(JsonElement? schema, string name) =>
        schema is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var member) ? member : null;

    private static string WithNull(string body, object[] place)
    {
        if (place is not [.. var way, var last]) return "null";
        var root = JsonNode.Parse(body)!;
        var parent = way.Aggregate(root, (at, step) => (step is int item ? at[item] : at[(string)step])!);
        if (last is int index) parent[index] = null;
        else parent[(string)last] = null;
        return root.ToJsonString();
    }
}
