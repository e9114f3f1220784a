using System.Collections.Immutable;
using SelfLearning.Demo.Links;

namespace SelfLearning.Demo.CommandLine;

/// <summary>What the command line asks for.</summary>
/// <param name="Paths">The folders the blocks come from; empty for the default ones.</param>
/// <param name="Link">The link the blocks are for.</param>
/// <param name="Duration">How long blocks are compressed.</param>
/// <param name="Data">The folder that is kept between runs.</param>
/// <param name="Output">How the result is written.</param>
/// <param name="Verify">Whether a full sweep is measured at the end.</param>
/// <param name="Seed">Fixes the order of the blocks.</param>
/// <param name="Port">The port of the page; 0 for any that is free.</param>
internal sealed record DemoOptions(
    ImmutableArray<string> Paths, LinkSpeed Link, TimeSpan Duration, string Data, OutputFormat Output, bool Verify, int Seed, int Port);
