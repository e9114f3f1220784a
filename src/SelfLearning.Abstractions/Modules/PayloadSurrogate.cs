namespace SelfLearning;

/// <summary>The form of a <see cref="Payload"/> between processes.</summary>
[GenerateSerializer, Immutable, Alias("selflearning.payload")]
internal struct PayloadSurrogate
{
    /// <summary>UTF-8 JSON.</summary>
    [Id(0)] public byte[] Json;
}
