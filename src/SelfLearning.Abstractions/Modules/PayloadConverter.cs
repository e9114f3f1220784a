namespace SelfLearning;

/// <summary>Turns a <see cref="Payload"/> into its wire form and back.</summary>
[RegisterConverter]
internal sealed class PayloadConverter : IConverter<Payload, PayloadSurrogate>
{
    /// <inheritdoc/>
    public Payload ConvertFromSurrogate(in PayloadSurrogate surrogate) => Payload.OfJson(surrogate.Json);

    /// <inheritdoc/>
    public PayloadSurrogate ConvertToSurrogate(in Payload value) => new() { Json = value.ToJson() };
}
