using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Web;

/// <summary>How bodies are read and written.</summary>
internal static class ApiJson
{
    /// <summary>The deepest a body may be nested.</summary>
    public const int MaximumDepth = 32;

    /// <summary>Members in camel case; a member that is not known, or there twice, is an error, so that no misspelt one is passed over.</summary>
    public static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            MaxDepth = MaximumDepth,
            NumberHandling = JsonNumberHandling.Strict,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            PropertyNameCaseInsensitive = false,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
