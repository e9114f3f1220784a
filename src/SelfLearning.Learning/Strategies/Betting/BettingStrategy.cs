using System.Text.Json;

namespace SelfLearning.Learning;

/// <summary>
/// Betting on differences: every pair of a value in use and another value is a fair coin game against the hypothesis "it makes no
/// difference". Small imaginary gamblers bet on either side; since it is known with which probability each value was served, their
/// capital grows only if there is a difference. The prior-weighted share of the capital with "better" is the confidence: a posterior
/// under the stated prior, valid however often one looks, and no hit rate.
/// </summary>
/// <remarks>
/// Where nothing matters, the chance that a context ever adapts is at most (1 - θ) / (2 θ) for the threshold θ (Ville's inequality).
/// After Shafer, "Testing by betting" (2021), and Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting" (2023).
/// </remarks>
public sealed class BettingStrategy : IAdaptationStrategy
{
    /// <inheritdoc/>
    public string Name => "betting";

    /// <inheritdoc/>
    public IContextLearner Create(ParameterSpace space, JsonElement? state)
    {
        ArgumentNullException.ThrowIfNull(space);
        return state is { } saved ? BettingState.Parse(saved).Restore(space) : new BettingLearner(space);
    }
}
