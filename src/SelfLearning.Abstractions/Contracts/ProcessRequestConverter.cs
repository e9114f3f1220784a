namespace SelfLearning.Contracts;

/// <summary>Turns a <see cref="ProcessRequest"/> into its wire form and back.</summary>
[RegisterConverter]
internal sealed class ProcessRequestConverter : IConverter<ProcessRequest, ProcessRequestSurrogate>
{
    /// <inheritdoc/>
    public ProcessRequest ConvertFromSurrogate(in ProcessRequestSurrogate surrogate) =>
        new(Payload.OfJson(surrogate.Input), surrogate.OperationId, surrogate.Operation) { Call = surrogate.Call };

    /// <inheritdoc/>
    public ProcessRequestSurrogate ConvertToSurrogate(in ProcessRequest value) =>
        new() { Input = value.Input.ToJson(), OperationId = value.OperationId, Operation = value.Operation, Call = value.Call };
}
