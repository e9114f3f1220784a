namespace SelfLearning.Benchmarks.Comparing;

/// <summary>What one side did in one round.</summary>
/// <param name="PerSecond">Calls a second.</param>
/// <param name="Bytes">Bytes allocated a call, by the whole process.</param>
internal readonly record struct Round(double PerSecond, double Bytes);
