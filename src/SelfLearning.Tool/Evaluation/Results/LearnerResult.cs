using SelfLearning.Tool.Evaluation.Runs;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Evaluation.Results;

/// <summary>One learner at one threshold in one scenario.</summary>
/// <param name="Learner">Its name.</param>
/// <param name="Threshold">The confidence it needs for an adaptation.</param>
/// <param name="Regret">Lost against the best setting, a run: after 5,000 feedbacks, where there is drift over all calls.</param>
/// <param name="Gain">Won over the default setting, likewise.</param>
/// <param name="Adapted">The share of runs with any adaptation.</param>
/// <param name="Adaptations">All adaptations of all runs.</param>
/// <param name="Confidence">The mean confidence claimed for them; <c>null</c> without adaptations, as the next two.</param>
/// <param name="Right">The share of them to a truly better value.</param>
/// <param name="NotWorse">The share of them to a value that is not truly worse.</param>
/// <param name="Harmful">Adaptations to a truly worse value, a run.</param>
/// <param name="FirstRight">The median of the feedbacks to the first right adaptation; <c>null</c> when half of the runs have none.</param>
internal sealed record LearnerResult(
    string Learner, double Threshold, Mean Regret, Mean Gain, Mean Adapted, int Adaptations, double? Confidence, double? Right, double? NotWorse,
    double Harmful, double? FirstRight)
{
    /// <summary>
    /// Ville's bound on <see cref="Adapted"/> where nothing matters; <c>null</c> where there is an effect, and for learners that promise none.
    /// </summary>
    public double? Bound { get; init; }

    /// <summary>Whether <see cref="Adapted"/> is above the bound by more than its standard error; <c>null</c> without a bound.</summary>
    public bool? IsAboveBound => Bound is { } bound ? Adapted.IsAbove(bound) : null;

    /// <summary>How what turned bad was left; <c>null</c> where nothing does.</summary>
    public DepartureResult? Departure { get; init; }

    /// <summary>Sums up the runs of a learner, at least one.</summary>
    public static LearnerResult Of(Question question, Contender contender, double threshold, IReadOnlyList<RunOutcome> runs)
    {
        var scores = runs.Select(r => question == Question.Drift ? r.Total : r.AtCheckpoint).ToList();
        var adaptations = runs.Sum(r => r.Adaptations);
        double? Share(double count) => adaptations == 0 ? null : count / adaptations;
        return new LearnerResult(
            contender.Name,
            threshold,
            Mean.Of(scores.Select(s => s.Regret)),
            Mean.Of(scores.Select(s => s.Gain)),
            Mean.OfShare(runs.Count(r => r.Adaptations > 0), runs.Count),
            adaptations,
            Share(runs.Sum(r => r.Confidence)),
            Share(runs.Sum(r => r.Right)),
            Share(adaptations - runs.Sum(r => r.Harmful)),
            (double)runs.Sum(r => r.Harmful) / runs.Count,
            Quantile.Of(runs.Select(r => (double?)r.FirstRight), 0.5))
        {
            Bound = question == Question.Null && contender.PromisesBound ? FalseAdaptation.Bound(threshold) : null,
            Departure = DepartureResult.Of([.. runs.Select(r => r.Departure).OfType<Departure>()]),
        };
    }
}
