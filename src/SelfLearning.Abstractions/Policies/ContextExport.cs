using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>Everything a context has learned, for keeping or reading elsewhere.</summary>
/// <param name="Module">The module.</param>
/// <param name="Context">The context key.</param>
/// <param name="Policy">The policy with what is known about each value.</param>
/// <param name="Adaptations">Its adaptations, newest first.</param>
/// <param name="Summary">Its summary over 30 days.</param>
[GenerateSerializer, Immutable, Alias("selflearning.context-export")]
public sealed record ContextExport(
    string Module, string Context, PolicyView Policy, ImmutableArray<Adaptation> Adaptations, PerformanceSummary Summary);
