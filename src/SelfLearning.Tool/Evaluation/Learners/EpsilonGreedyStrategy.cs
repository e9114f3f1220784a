using System.Text.Json;
using SelfLearning.Learning;

namespace SelfLearning.Tool.Evaluation.Learners;

/// <summary>
/// Epsilon-greedy: tries candidates evenly on the exploration rate's share of the calls and always uses the value with the best mean so
/// far, however little that says.
/// </summary>
internal sealed class EpsilonGreedyStrategy : IAdaptationStrategy
{
    /// <inheritdoc/>
    public string Name => "epsilon-greedy";

    /// <summary>Begins anew: a simulated run is never interrupted.</summary>
    public IContextLearner Create(ParameterSpace space, JsonElement? state) => new EpsilonGreedyLearner(space);
}
