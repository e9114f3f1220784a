using System.Collections.Immutable;

namespace SelfLearning.Server;

/// <summary>What came of one run of a module.</summary>
/// <param name="Data">The result.</param>
/// <param name="Status">Success or Partial.</param>
/// <param name="Metadata">What the module says beside it.</param>
/// <param name="Quality">The automatic quality, 0 to 1, or <c>null</c>.</param>
internal readonly record struct ModuleRun(
    Payload Data, OperationStatus Status, ImmutableDictionary<string, string> Metadata, double? Quality);
