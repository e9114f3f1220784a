using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SelfLearning.Web.Limits;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web;

/// <summary>Reads the body of a request and says exactly what is wrong with it.</summary>
internal static class JsonBody
{
    /// <summary>The body as a <typeparamref name="T"/>.</summary>
    /// <exception cref="RequestProblem">It is missing, too large, no JSON, or not a <typeparamref name="T"/>.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            throw new RequestProblem(
                415, ProblemKind.UnsupportedMediaType, $"The Content-Type is '{Cut(request.ContentType)}': send JSON, as application/json in UTF-8.");
        }

        // A caller that goes on sending for ever does not keep the host from stopping.
        await using var waiting = StopSignal.WhileWaitingFor(request.HttpContext);
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, ApiJson.Options, cancellationToken)
                ?? throw RequestProblem.Invalid("", "The body is null: send a JSON object.");
        }
        catch (JsonException exception)
        {
            var field = FieldOf(exception.Path);
            throw RequestProblem.Invalid(field, Describe(exception, field));
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // What the server makes of chunks that are none.
            throw RequestProblem.Invalid("", $"The body cannot be read: {Cut(exception.Message)}");
        }
    }

    /// <summary>The body as a <typeparamref name="T"/>; <c>null</c> where there is none.</summary>
    /// <exception cref="RequestProblem">There is one, and it is too large, no JSON, or not a <typeparamref name="T"/>.</exception>
    public static async Task<T?> ReadOptionalAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class => request is { ContentLength: null or 0, ContentType: null } && !request.Headers.ContainsKey("Transfer-Encoding")
            ? null
            : await ReadAsync<T>(request, cancellationToken);

    // The path without its root: $.feedback[3].rating is the field feedback[3].rating.
    private static string FieldOf(string? path) => path is null ? "" : path.TrimStart('$').TrimStart('.');

    private static string Describe(JsonException exception, string field)
    {
        // The message ends with the path and the position, which are said in their own words.
        var end = exception.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        var what = end < 0 ? exception.Message : exception.Message[..end];
        var where = field.Length == 0 ? "the body" : $"'{field}'";
        return $"The JSON does not fit at {where}: {Cut(what)}";
    }

    private static string Cut(string? text) => text is { Length: > 300 } ? text[..300] + "..." : text ?? "";
}
