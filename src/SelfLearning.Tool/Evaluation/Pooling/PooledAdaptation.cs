using SelfLearning.Tool.Evaluation.Simulations;

namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>An adaptation of one of many contexts.</summary>
/// <param name="Context">The context.</param>
/// <param name="Call">The calls the context had had.</param>
/// <param name="Change">What was changed.</param>
internal sealed record PooledAdaptation(int Context, int Call, Change Change);
