namespace SelfLearning;

/// <summary>The options of a module with the tag that a change must name.</summary>
/// <param name="Options">What is in force.</param>
/// <param name="ETag">Changes whenever the options change.</param>
[GenerateSerializer, Immutable, Alias("selflearning.versioned-options")]
public sealed record VersionedOptions(ModuleOptions Options, string ETag);
