using System.Collections.Immutable;

namespace SelfLearning.Tool.Replaying.Results;

/// <summary>A parameter of the replayed module.</summary>
/// <param name="Name">Its name; that of joined columns <c>a+b</c> is <c>a.b</c>.</param>
/// <param name="Kind"><c>categorical</c>, <c>boolean</c>, <c>integer</c> or <c>real</c>.</param>
/// <param name="Values">Its values in order.</param>
/// <param name="Default">The value in use at the start.</param>
internal sealed record ReplayedParameter(string Name, string Kind, ImmutableArray<string> Values, string Default);
