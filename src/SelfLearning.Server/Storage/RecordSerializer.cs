using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Server;

/// <summary>
/// How records lie on storage: JSON in which zeros, <c>false</c> and <c>null</c> are written and read as they are, doubles exactly, and
/// members of newer versions are kept. Registered under the storage's name, so that every provider takes it for that storage; under
/// another name select it with the provider's <c>SerializerKey</c>.
/// </summary>
/// <remarks>The serializer Orleans takes by default leaves zeros and <c>false</c> out and lets initialisers win on reading.</remarks>
internal sealed class RecordSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = Create();

    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    /// <inheritdoc/>
    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, Options)!;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            // Records are never part of a page: quotes and letters outside of ASCII need not take six bytes each.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
