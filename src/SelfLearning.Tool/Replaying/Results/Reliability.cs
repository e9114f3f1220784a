using System.Collections.Immutable;

namespace SelfLearning.Tool.Replaying.Results;

/// <summary>Stated confidence against the data.</summary>
/// <param name="Candidates">All values on trial, looked at ten evenly spaced times in every run.</param>
/// <param name="Adaptations">All applied adaptations.</param>
internal sealed record Reliability(ImmutableArray<ReliabilityBin> Candidates, ImmutableArray<ReliabilityBin> Adaptations)
{
    /// <summary>Nothing to compare with.</summary>
    public static Reliability Unknown { get; } = new([], []);
}
