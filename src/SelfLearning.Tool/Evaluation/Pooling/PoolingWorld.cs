namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>One world with many contexts.</summary>
/// <param name="Name">The kind of world.</param>
/// <param name="Modules">How many modules were played.</param>
/// <param name="Rows">The contexts on their own and pooled, at each threshold.</param>
internal sealed record PoolingWorld(string Name, int Modules, IReadOnlyList<PoolingRow> Rows);
