using SelfLearning.Faults.Injection;

namespace SelfLearning.Faults.CommandLine;

/// <summary>What a run is asked for.</summary>
/// <param name="Minutes">How long it goes on, start included.</param>
/// <param name="Seed">Decides everything that is left to chance.</param>
/// <param name="Silos">How many silos.</param>
/// <param name="Faults">The kinds of faults.</param>
/// <param name="Storage">The provider type of the grain storage.</param>
internal sealed record RunOptions(int Minutes, int Seed, int Silos, IReadOnlyList<Fault> Faults, string Storage);
