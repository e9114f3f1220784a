using System.Collections.Immutable;

namespace SelfLearning.Contracts;

/// <summary>Turns a <see cref="ProcessReply"/> into its wire form and back.</summary>
[RegisterConverter]
internal sealed class ProcessReplyConverter : IConverter<ProcessReply, ProcessReplySurrogate>
{
    /// <inheritdoc/>
    public ProcessReply ConvertFromSurrogate(in ProcessReplySurrogate surrogate) => new()
    {
        Id = surrogate.Id,
        CreatedAt = new DateTimeOffset(surrogate.CreatedAt, TimeSpan.Zero),
        Data = Payload.OfJson(surrogate.Data),
        Metadata = surrogate.Metadata ?? ImmutableDictionary<string, string>.Empty,
        ExecutionTimeMs = surrogate.ExecutionTimeMs,
        QualityScore = surrogate.QualityScore,
        AdaptationApplied = surrogate.AdaptationApplied,
        Status = (OperationStatus)surrogate.Status,
        Parameters = ValuesText.Read(surrogate.Parameters),
    };

    /// <inheritdoc/>
    public ProcessReplySurrogate ConvertToSurrogate(in ProcessReply value) => new()
    {
        Id = value.Id,
        CreatedAt = value.CreatedAt.UtcTicks,
        Data = value.Data.ToJson(),
        Metadata = value.Metadata.IsEmpty ? null : value.Metadata,
        ExecutionTimeMs = value.ExecutionTimeMs,
        QualityScore = value.QualityScore,
        AdaptationApplied = value.AdaptationApplied,
        Status = (int)value.Status,
        Parameters = ValuesText.Write(value.Parameters),
    };
}
