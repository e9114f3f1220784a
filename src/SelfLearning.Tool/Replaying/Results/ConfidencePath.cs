using System.Collections.Immutable;

namespace SelfLearning.Tool.Replaying.Results;

/// <summary>How the confidence in one value went over the calls of the first run.</summary>
/// <param name="Context">The context.</param>
/// <param name="Parameter">The parameter.</param>
/// <param name="Value">The value.</param>
/// <param name="Points">Thinned, in order of the calls.</param>
internal sealed record ConfidencePath(string Context, string Parameter, string Value, ImmutableArray<ConfidencePoint> Points);
