using System.Collections.Immutable;

namespace SelfLearning.Contracts;

/// <summary>The result of a call of an in-silo module; the members are those of <see cref="ModuleResult{T}"/>.</summary>
[Immutable, Alias("selflearning.process-reply")]
public sealed record ProcessReply
{
    /// <summary>The result id.</summary>
    public required string Id { get; init; }

    /// <summary>When the operation started.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The result.</summary>
    public required Payload Data { get; init; }

    /// <summary>What the module says beside the result.</summary>
    public required ImmutableDictionary<string, string> Metadata { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required double ExecutionTimeMs { get; init; }

    /// <summary>The automatic quality.</summary>
    public required double? QualityScore { get; init; }

    /// <summary>Whether some parameter differed from its default.</summary>
    public required bool AdaptationApplied { get; init; }

    /// <summary>Success or Partial.</summary>
    public required OperationStatus Status { get; init; }

    /// <summary>The values used.</summary>
    public required ImmutableArray<ParameterValue> Parameters { get; init; }
}
