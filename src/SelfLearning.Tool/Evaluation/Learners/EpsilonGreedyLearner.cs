using System.Text.Json;
using SelfLearning.Learning;

namespace SelfLearning.Tool.Evaluation.Learners;

/// <summary>What epsilon-greedy knows of one context: the mean of every value.</summary>
internal sealed class EpsilonGreedyLearner(ParameterSpace space) : IContextLearner
{
    /// <summary>A number tries the values at this share of its range below and above, and the one it came from.</summary>
    private const double Step = 0.2;

    private const double Same = 1e-12;

    private readonly MeanTable _means = new([.. space.Parameters.Select(p => p.Values.Length)]);

    /// <inheritdoc/>
    public Fold Learn(in Observation observation, LearnerSituation situation)
    {
        for (var j = 0; j < space.Count; j++)
            if (observation.TellsAbout(j)) _means.Add(j, observation.Served(j), observation.Quality);
        return new Fold(0.5, 1);
    }

    /// <inheritdoc/>
    public void Correct(in Observation observation, double previousQuality, Fold fold, LearnerSituation situation)
    {
        for (var j = 0; j < space.Count; j++)
            if (observation.TellsAbout(j)) _means.Move(j, observation.Served(j), observation.Quality - previousQuality);
    }

    /// <summary>The value with the best mean of the last parameter in which it is not in use yet.</summary>
    public IReadOnlyList<Proposal> Propose(LearnerSituation situation)
    {
        for (var j = space.Count - 1; j >= 0; j--)
        {
            var (best, mean) = Best(j, situation.Incumbents[j]);
            if (best != situation.Incumbents[j]) return [new Proposal(j, best, 1, mean - _means.Mean(j, situation.Incumbents[j]))];
        }

        return [];
    }

    /// <inheritdoc/>
    public TrialPlan Plan(LearnerSituation situation)
    {
        var values = Enumerable.Range(0, space.Count).SelectMany(j => Candidates(j, situation).Select(v => (Parameter: j, Value: v))).ToList();
        var rate = situation.Options.ExplorationRate;
        return values.Count == 0 || rate <= 0
            ? TrialPlan.None
            : new TrialPlan(rate, [.. values.Select(c => new Candidate(c.Parameter, c.Value, rate / values.Count))]);
    }

    /// <inheritdoc/>
    public double? Confidence(int parameter, int value, LearnerSituation situation) => null;

    /// <inheritdoc/>
    public JsonElement Save() => JsonSerializer.SerializeToElement(0);

    private (int Value, double Mean) Best(int parameter, int incumbent)
    {
        var best = (Value: incumbent, Mean: _means.Mean(parameter, incumbent));
        for (var v = 0; v < space[parameter].Values.Length; v++)
            if (_means.Count(parameter, v) > 0 && _means.Mean(parameter, v) > best.Mean + Same) best = (v, _means.Mean(parameter, v));
        return best;
    }

    private IEnumerable<int> Candidates(int parameter, LearnerSituation situation)
    {
        var (incumbent, previous, last) = (situation.Incumbents[parameter], situation.Previous[parameter], space[parameter].Values.Length - 1);
        if (!space[parameter].IsNumeric) return Enumerable.Range(0, last + 1).Where(v => v != incumbent);
        var step = Math.Max(1, (int)Math.Round(last * Step, MidpointRounding.ToEven));
        int[] near = [Math.Max(0, incumbent - step), Math.Min(last, incumbent + step), previous < 0 ? incumbent : previous];
        return near.Where(v => v != incumbent).Distinct();
    }
}
