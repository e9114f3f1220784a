namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>The result of an evaluation of pooling.</summary>
/// <param name="Seeds">How many modules of each world were asked for.</param>
/// <param name="Partial">Whether it was stopped before all were done.</param>
/// <param name="Pooling">The pooling strength that was asked for.</param>
/// <param name="Contexts">The contexts of a module.</param>
/// <param name="Calls">The calls of a module.</param>
/// <param name="Worlds">What was played at least once, in the order in which it was asked for.</param>
internal sealed record PoolingReport(int Seeds, bool Partial, double Pooling, int Contexts, int Calls, IReadOnlyList<PoolingWorld> Worlds);
