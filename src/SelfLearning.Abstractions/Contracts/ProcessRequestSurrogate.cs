namespace SelfLearning.Contracts;

/// <summary>The form of a <see cref="ProcessRequest"/> between processes.</summary>
[GenerateSerializer, Immutable, Alias("selflearning.process-request-form")]
internal struct ProcessRequestSurrogate
{
    /// <summary>The request as UTF-8 JSON.</summary>
    [Id(0)] public byte[] Input;

    /// <summary>The caller's own id of the call.</summary>
    [Id(1)] public string? OperationId;

    /// <summary>The operation's name in the metrics.</summary>
    [Id(2)] public string Operation;

    /// <summary>Names the call.</summary>
    [Id(3)] public Guid Call;
}
