using System.Collections.Immutable;

namespace SelfLearning.Contracts;

/// <summary>The result of a call of an in-silo module; the members are those of <see cref="ModuleResult{T}"/>.</summary>
[GenerateSerializer, Immutable, Alias("selflearning.process-reply")]
public sealed record ProcessReply
{
    /// <summary>The result id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>When the operation started.</summary>
    [Id(1)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The result.</summary>
    [Id(2)] public required Payload Data { get; init; }

    /// <summary>What the module says beside the result.</summary>
    [Id(3)] public required ImmutableDictionary<string, string> Metadata { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    [Id(4)] public required double ExecutionTimeMs { get; init; }

    /// <summary>The automatic quality.</summary>
    [Id(5)] public required double? QualityScore { get; init; }

    /// <summary>Whether some parameter differed from its default.</summary>
    [Id(6)] public required bool AdaptationApplied { get; init; }

    /// <summary>Success or Partial.</summary>
    [Id(7)] public required OperationStatus Status { get; init; }

    /// <summary>The values used.</summary>
    [Id(8)] public required ImmutableArray<ParameterValue> Parameters { get; init; }
}
