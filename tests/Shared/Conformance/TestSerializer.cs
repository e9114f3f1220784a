using System.Text.Json;
using Orleans.Storage;

namespace SelfLearning.Tests.Conformance;

/// <summary>
/// Plain JSON, and nothing at all for a state that is null.
/// </summary>
internal sealed class TestSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => input is null ? BinaryData.Empty : BinaryData.FromObjectAsJson(input);

    public T Deserialize<T>(BinaryData input) => input.ToMemory().IsEmpty ? default! : JsonSerializer.Deserialize<T>(input.ToMemory().Span)!;
}
