using System.Net;
using System.Text.Json;

namespace SelfLearning.Web.Tests.Hosting;

/// <summary>Requests as a caller that is not .NET would make them, and what tests ask of the answers.</summary>
internal static class Requests
{
    public static Task<HttpResponseMessage> PostTextAsync(this HttpClient http, string path, string body, string type = "application/json") =>
        http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, System.Text.Encoding.UTF8, type));

    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> pending, HttpStatusCode expected)
    {
        using var response = await pending;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The answer as a problem, of which every one has all members.</summary>
    public static async Task<JsonElement> ProblemAsync(this Task<HttpResponseMessage> pending, HttpStatusCode expected)
    {
        using var response = await pending;
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await Task.FromResult(response).JsonAsync(expected);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        foreach (var member in (string[])["type", "title", "detail", "instance", "traceId"]) Assert.NotEqual("", problem.GetProperty(member).GetString());
        return problem;
    }

    public static string Field(this JsonElement problem) => problem.TryGetProperty("field", out var field) ? field.GetString()! : "";

    public static async Task EmptyAsync(this Task<HttpResponseMessage> pending, HttpStatusCode expected)
    {
        using var response = await pending;
        Assert.Equal((expected, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }
}
