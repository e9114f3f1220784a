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

    /// <summary>What all contexts of the module have learned, for the parameters of this one; <c>null</c> without pooling. It may be stale.</summary>
    public PoolSnapshot? Pool { get; init; }

    /// <summary>The pool where it has any weight.</summary>
    internal PoolSnapshot? Others => Options.PoolingStrength > 0 ? Pool : null;
}
