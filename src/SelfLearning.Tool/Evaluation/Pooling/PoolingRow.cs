using SelfLearning.Tool.Evaluation.Results;

namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>What many contexts of one world came to, over several seeds.</summary>
/// <param name="World">The kind of world.</param>
/// <param name="Contexts">The contexts of a module.</param>
/// <param name="Calls">The calls of a module.</param>
/// <param name="Seeds">The modules that were played.</param>
/// <param name="Strength">The pooling strength; 0 for contexts on their own.</param>
/// <param name="Threshold">The adaptation threshold.</param>
/// <param name="Gain">The mean quality gained over the default, a call.</param>
/// <param name="OracleShare">The same as a share of what the best value of each context would have gained; 0 where nothing can be gained.</param>
/// <param name="Adaptations">The adaptations of a module.</param>
/// <param name="Confidence">Their mean confidence.</param>
/// <param name="Better">The share of them to a value that truly is better.</param>
/// <param name="Harmful">The share of them to a value that truly is worse.</param>
/// <param name="Inherited">The share of them that rests on other contexts.</param>
/// <param name="AdaptedModules">The share of modules in which any context adapts to a value that is not better.</param>
/// <param name="AstrayModules">The share of modules in which a tenth of the contexts or more do: the pool as a whole went wrong.</param>
/// <param name="AdaptedContexts">
/// The share of contexts that ever adapt to a value that is not better: of all that were called, of the 10 with most calls, of the next 90, of the rest.
/// </param>
internal sealed record PoolingRow(
    string World,
    int Contexts,
    int Calls,
    int Seeds,
    double Strength,
    double Threshold,
    Mean Gain,
    double OracleShare,
    Mean Adaptations,
    double Confidence,
    double Better,
    double Harmful,
    double Inherited,
    Mean AdaptedModules,
    Mean AstrayModules,
    IReadOnlyList<Mean> AdaptedContexts);
