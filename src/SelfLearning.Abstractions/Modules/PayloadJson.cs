using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning;

/// <summary>How requests and results of in-silo modules are written as JSON.</summary>
public static class PayloadJson
{
    /// <summary>The largest request or result between processes, in bytes, unless configured otherwise.</summary>
    public const int DefaultSizeLimit = 1024 * 1024;

    /// <summary>
    /// Camel case, enums as text; an unknown or missing required member is an error, so that a request of another type is never
    /// taken for an empty one.
    /// </summary>
    public static JsonSerializerOptions DefaultOptions { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerOptions.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
