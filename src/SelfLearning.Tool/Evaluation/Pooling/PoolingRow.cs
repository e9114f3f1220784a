using SelfLearning.Tool.Evaluation.Results;

namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>What the contexts of one world came to at a pooling strength and a threshold, over its modules.</summary>
/// <param name="Strength">The pooling strength; 0 for contexts on their own.</param>
/// <param name="Threshold">The adaptation threshold.</param>
/// <param name="Gain">The mean quality gained over the default, a call.</param>
/// <param name="OracleShare">The same as a share of what the best value of each context would have gained; <c>null</c> where nothing can be gained.</param>
/// <param name="Adaptations">The adaptations of a module.</param>
/// <param name="Confidence">Their mean confidence; <c>null</c> without adaptations, as the next three.</param>
/// <param name="Better">The share of them to a value that truly is better.</param>
/// <param name="Harmful">The share of them to a value that truly is worse.</param>
/// <param name="Inherited">The share of them that rests on other contexts.</param>
/// <param name="Misled">How many contexts and modules are misled.</param>
internal sealed record PoolingRow(
    double Strength, double Threshold, Mean Gain, double? OracleShare, Mean Adaptations, double? Confidence, double? Better, double? Harmful,
    double? Inherited, MisledContexts Misled)
{
    /// <summary>Bounds the chance that one context that learns on its own is misled where nothing matters.</summary>
    public double Bound => FalseAdaptation.Bound(Threshold);

    /// <summary>Sums up modules, at least one.</summary>
    public static PoolingRow Of(ModuleOptions options, int calls, IReadOnlyList<PlayedModule> modules)
    {
        double Sum(Func<PlayedModule, double> of) => modules.Sum(of);
        double? Share(Func<PlayedModule, double> of, Func<PlayedModule, double> all) => Sum(all) is var sum and > 0 ? Sum(of) / sum : null;
        return new PoolingRow(
            options.PoolingStrength,
            options.AdaptationThreshold,
            Mean.Of(modules.Select(m => m.Gain / calls)),
            Share(m => m.Gain, m => m.Oracle),
            Mean.Of(modules.Select(m => (double)m.Adaptations)),
            Share(m => m.Confidence, m => m.Adaptations),
            Share(m => m.Better, m => m.Adaptations),
            Share(m => m.Harmful, m => m.Adaptations),
            Share(m => m.Inherited, m => m.Adaptations),
            MisledContexts.Of(modules));
    }
}
