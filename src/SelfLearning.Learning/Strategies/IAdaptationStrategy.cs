using System.Text.Json;

namespace SelfLearning.Learning;

/// <summary>
/// A way of turning feedback into adaptations: the seam for other learners. A strategy is shared by all contexts; what it knows of
/// one context lives in the <see cref="IContextLearner"/> it creates.
/// </summary>
/// <remarks>
/// A learner sees every decision exactly once, in order of arrival, and may throw at any time: the learning cycle is then as if it
/// had not begun. It uses no clock, no randomness and no I/O, so that the same feedback always gives the same learner.
/// </remarks>
public interface IAdaptationStrategy
{
    /// <summary>Names the strategy; kept with the learner's state, which another strategy does not read.</summary>
    string Name { get; }

    /// <summary>Creates the learner of one context.</summary>
    /// <param name="space">The parameters.</param>
    /// <param name="state">What <see cref="IContextLearner.Save"/> returned, possibly for another space: what is still in the space is kept; <c>null</c> to begin anew.</param>
    /// <exception cref="AdaptationException">The state cannot be read.</exception>
    IContextLearner Create(ParameterSpace space, JsonElement? state);
}
