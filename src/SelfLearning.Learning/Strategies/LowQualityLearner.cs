using System.Globalization;
using System.Text.Json;

namespace SelfLearning.Learning;

/// <summary>The <see cref="LowQualityRule"/> in one context. It judges once it has three scores, and then forgets them.</summary>
internal sealed class LowQualityLearner(ParameterSpace space, LowQualityScores scores) : IContextLearner
{
    private const int Enough = 3;
    private const double Low = 0.5;
    private const double ClaimedConfidence = 0.75;

    private LowQualityScores _scores = scores;

    /// <inheritdoc/>
    public Fold Learn(in Observation observation, LearnerSituation situation)
    {
        _scores = new LowQualityScores(_scores.Sum + observation.Quality, _scores.Count + 1);
        return new Fold(Low, 1);
    }

    /// <summary>Changes nothing: the rule does not know whether it has judged and forgotten the score already.</summary>
    public void Correct(in Observation observation, double previousQuality, Fold fold, LearnerSituation situation) { }

    /// <inheritdoc/>
    public IReadOnlyList<Proposal> Propose(LearnerSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        if (_scores.Count < Enough) return [];
        var average = _scores.Sum / _scores.Count;
        _scores = default;
        if (average >= Low || situation.Options.EffectiveMode == LearningMode.Off) return [];
        if (Next(situation) is not { Parameter: var parameter, Value: var value }) return [];
        var reason = string.Create(CultureInfo.InvariantCulture, $"Low quality scores (avg: {average:0.00})");
        return [new Proposal(parameter, value, ClaimedConfidence, 0, reason)];
    }

    /// <inheritdoc/>
    public TrialPlan Plan(LearnerSituation situation) => TrialPlan.None;

    /// <inheritdoc/>
    public double? Confidence(int parameter, int value, LearnerSituation situation) => null;

    /// <inheritdoc/>
    public JsonElement Save() => JsonSerializer.SerializeToElement(_scores);

    // The last number one step up, which ends at its bound; without numbers the last parameter's next value, in a circle.
    private (int Parameter, int Value)? Next(LearnerSituation situation)
    {
        for (var j = space.Count - 1; j >= 0; j--)
        {
            if (!space[j].IsNumeric) continue;
            var higher = situation.Incumbents[j] + 1;
            return higher < space[j].Values.Length ? (j, higher) : null;
        }

        var last = space.Count - 1;
        return last < 0 ? null : (last, (situation.Incumbents[last] + 1) % space[last].Values.Length);
    }
}
