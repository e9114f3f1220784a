using System.Text.Json;

namespace SelfLearning.Learning;

/// <summary>
/// The module template's own rule: when scores are low on average, raise the last number of the space by one step and see; in a space
/// without numbers take the next value of its last parameter, after the last the first. It never explores and compares nothing. It shows how
/// small a strategy can be, and is the baseline to beat.
/// </summary>
public sealed class LowQualityRule : IAdaptationStrategy
{
    /// <inheritdoc/>
    public string Name => "low-quality-rule";

    /// <inheritdoc/>
    public IContextLearner Create(ParameterSpace space, JsonElement? state)
    {
        ArgumentNullException.ThrowIfNull(space);
        try
        {
            return new LowQualityLearner(space, state is { } saved ? saved.Deserialize<LowQualityScores>() : default);
        }
        catch (JsonException e)
        {
            throw new AdaptationException(
                $"The state of the low quality rule cannot be read: {e.Message} Reset the learning of the context to begin anew.", e);
        }
    }
}
