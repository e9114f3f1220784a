using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>What the next calls of a context will use: immutable, changed only at the end of a learning cycle or by a person.</summary>
[GenerateSerializer, Immutable, Alias("selflearning.policy")]
public sealed record PolicySnapshot
{
    /// <summary>Grows with every change.</summary>
    [Id(0)] public required long Version { get; init; }

    /// <summary>When it came into force.</summary>
    [Id(1)] public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Every parameter with the value in use.</summary>
    [Id(2)] public required ImmutableArray<ParameterValue> Values { get; init; }

    /// <summary>The values on trial. A call tries at most one of them; the others stay as in <see cref="Values"/>.</summary>
    [Id(3)] public ImmutableArray<PolicyCandidate> Candidates { get; init; } = [];

    /// <summary>The share of calls that try a candidate, 0 to 0.95.</summary>
    [Id(4)] public double TrialShare { get; init; }
}
