using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>What a learner is told when it proposes or plans.</summary>
/// <param name="Incumbents">For each parameter the place of the value in use.</param>
/// <param name="Previous">For each parameter the place of the value that was in use before; -1 when there was none.</param>
/// <param name="Options">The module's options.</param>
public sealed record LearnerSituation(ImmutableArray<int> Incumbents, ImmutableArray<int> Previous, ModuleOptions Options)
{
    /// <summary>One bit for each parameter of the space: set where a person holds the value in use, so that no evidence moves traffic away from it.</summary>
    public uint Pinned { get; init; }
}
