using System.Text.Json;

namespace SelfLearning.Web.Tests.Fuzzing;

/// <summary>One operation of the OpenAPI document as a target, with all that the document says of its input.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its parameters in braces.</param>
/// <param name="Query">The names of the query members.</param>
/// <param name="Body">The schema of the body; <c>null</c> where it takes none.</param>
internal sealed record FuzzTarget(string Method, string Path, IReadOnlyList<string> Query, JsonElement? Body)
{
    /// <summary>All operations of a document.</summary>
    public static List<FuzzTarget> Of(JsonElement document) =>
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           select new FuzzTarget(operation.Name.ToUpperInvariant(), path.Name, QueryOf(operation.Value), BodyOf(operation.Value)),
    ];

    private static List<string> QueryOf(JsonElement operation) => !operation.TryGetProperty("parameters", out var parameters)
        ? []
        : [.. parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query").Select(parameter => parameter.GetProperty("name").GetString()!)];

    private static JsonElement? BodyOf(JsonElement operation) => operation.TryGetProperty("requestBody", out var body)
        ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema")
        : null;
}
