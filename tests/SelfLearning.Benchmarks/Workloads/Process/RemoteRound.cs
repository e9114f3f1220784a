namespace SelfLearning.Benchmarks.Workloads;

/// <summary>What a <see cref="RemoteLoad"/> is told to do.</summary>
/// <param name="Module">The module to call, <see cref="RemoteLoad.Raw"/> or <see cref="RemoteLoad.Signed"/>.</param>
/// <param name="Contexts">In how many contexts.</param>
/// <param name="Duration">For how long.</param>
internal sealed record RemoteRound(string Module, int Contexts, TimeSpan Duration);
