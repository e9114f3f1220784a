using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>What a host app gets for one operation.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public sealed record ModuleResult<T>
{
    /// <summary>The result id: where feedback goes. Signed, not secret; valid for the feedback window on any silo.</summary>
    public required string Id { get; init; }

    /// <summary>When the operation started.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The result.</summary>
    public required T Data { get; init; }

    /// <summary>What the module says beside the result.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How long the operation took, in milliseconds.</summary>
    public required double ExecutionTimeMs { get; init; }

    /// <summary>The automatic quality, 0 to 1; <c>null</c> where none was measured.</summary>
    public double? QualityScore { get; init; }

    /// <summary>Whether an adapted value was used: some parameter differed from its default.</summary>
    public required bool AdaptationApplied { get; init; }

    /// <summary>Success or Partial.</summary>
    public required OperationStatus Status { get; init; }

    /// <summary>The values the call used.</summary>
    public required ImmutableArray<ParameterValue> Parameters { get; init; }
}
