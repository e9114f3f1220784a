using System.Text.Json;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Description;

/// <summary>One operation as the OpenAPI document tells of it.</summary>
internal sealed record ApiOperation(HttpMethod Method, string Path, string Id, string Summary, string Role, HashSet<string> Responses, bool TakesBody)
{
    public static readonly string[] Roles = ["reader", "caller", "operator"];

    public static async Task<JsonElement> DocumentAsync(WebSilo silo, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/openapi/selflearning.json");
        if (key is not null) request.Headers.Add("X-Api-Key", key);
        using var response = await silo.Http.SendAsync(request);
        return JsonSerializer.Deserialize<JsonElement>(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    public static async Task<List<ApiOperation>> ListAsync(WebSilo silo, string? key = null) =>
    [
        .. from path in (await DocumentAsync(silo, key)).GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           select new ApiOperation(
               HttpMethod.Parse(operation.Name),
               path.Name,
               operation.Value.GetProperty("operationId").GetString()!,
               operation.Value.GetProperty("summary").GetString()!,
               operation.Value.GetProperty("x-role").GetString()!,
               [.. operation.Value.GetProperty("responses").EnumerateObject().Select(response => response.Name)],
               operation.Value.TryGetProperty("requestBody", out _)),
    ];

    /// <summary>A request to it, with names that exist nowhere unless given.</summary>
    public HttpRequestMessage Request(string module = "nobody") => new(
        Method,
        Path.Replace("{module}", module, StringComparison.Ordinal).Replace("{context}", "folk", StringComparison.Ordinal)
            .Replace("{adaptation}", "1", StringComparison.Ordinal).Replace("{parameterName}", "light", StringComparison.Ordinal))
    {
        Content = TakesBody ? new StringContent("{}", System.Text.Encoding.UTF8, "application/json") : null,
    };

    public override string ToString() => $"{Method} {Path}";
}
