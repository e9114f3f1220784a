using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Learning;

/// <summary>
/// A learner's state as JSON: <c>{"b":[mean, weight, largest surprise, count],"p":{"temperature":{"h":6,"v":["0.1","0.7"],"e":"..."}}}</c>.
/// Evidence belongs to names and texts, so it survives when values are added, removed or put in another order.
/// </summary>
/// <param name="Baseline">The four numbers of the baseline.</param>
/// <param name="Parameters">What is known about each parameter, by name.</param>
internal sealed record BettingState(
    [property: JsonPropertyName("b")] double[] Baseline,
    [property: JsonPropertyName("p")] Dictionary<string, ParameterEvidence> Parameters)
{
    /// <summary>Number and sum of the feedback that the other contexts have not been told of; absent for none.</summary>
    [JsonPropertyName("u"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double[]? Untold { get; init; }

    /// <summary>Reads a state.</summary>
    /// <exception cref="AdaptationException">The JSON is not a state of this strategy.</exception>
    public static BettingState Parse(JsonElement json)
    {
        try
        {
            return json.Deserialize<BettingState>() is { Baseline.Length: 4, Parameters: not null } state
                ? state
                : throw Unreadable("it needs 'b' with four numbers and 'p' with the parameters");
        }
        catch (JsonException e)
        {
            throw Unreadable(e.Message, e);
        }
    }

    /// <summary>The state of a learner.</summary>
    public static BettingState Of(
        ParameterSpace space, Baseline baseline, IReadOnlyList<TrialValues> trials, IReadOnlyList<IReadOnlyDictionary<int, Duel>> duels,
        UntoldFeedback untold)
    {
        var parameters = new Dictionary<string, ParameterEvidence>(space.Count, StringComparer.Ordinal);
        for (var j = 0; j < space.Count; j++) parameters[space[j].Name] = ParameterEvidence.Of(space[j], trials[j], duels[j]);
        return new BettingState([baseline.Mean, baseline.Weight, baseline.Surprise, baseline.Count], parameters)
        {
            Untold = untold.Count == 0 ? null : [untold.Count, untold.Sum],
        };
    }

    /// <summary>The state as JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this);

    /// <summary>A learner with everything the space still has.</summary>
    /// <exception cref="AdaptationException">A number or a place is impossible.</exception>
    public BettingLearner Restore(ParameterSpace space)
    {
        var baseline = new Baseline(Baseline[0], Baseline[1], Baseline[2], (long)Baseline[3]);
        if (!baseline.IsPossible) throw Unreadable($"its baseline ({string.Join(", ", Baseline)}) is impossible");
        var untold = new UntoldFeedback();
        if (Untold is not null)
        {
            untold = Untold is [>= 0, >= 0] ? new UntoldFeedback((long)Untold[0], Untold[1]) : throw Unreadable($"its 'u' ({string.Join(", ", Untold)}) is impossible");
        }

        var steps = new int[space.Count];
        var duels = new Dictionary<int, Duel>[space.Count];
        for (var j = 0; j < space.Count; j++)
        {
            try
            {
                var known = Parameters.GetValueOrDefault(space[j].Name);
                steps[j] = known?.Step ?? 0;
                duels[j] = known?.Restore(space[j]) ?? [];
            }
            catch (FormatException e)
            {
                throw Unreadable($"parameter '{space[j].Name}': {e.Message}", e);
            }
        }

        return new BettingLearner(space, baseline, steps, duels, untold);
    }

    private static AdaptationException Unreadable(string why, Exception? cause = null) => new(
        $"The state of the betting learner cannot be read: {why}. Reset the learning of the context to begin anew.", cause);
}
