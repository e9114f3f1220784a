using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>
/// How often candidates are tried. The exploration rate pays for what is unproven, half of it while nothing looks promising; beyond it
/// traffic follows confidence, but only where nobody has to consent. Section 4, point 4 of the learner's specification.
/// </summary>
internal static class TrafficRule
{
    // Below this sum of confidences the budget shrinks with it ...
    private const double Promising = 0.1;

    // ... but not below this part.
    private const double Quiet = 0.5;

    // Every candidate counts at least this part of its prior weight, so that none is ever given up.
    private const double Least = 0.1;

    /// <summary>The shares of all candidates.</summary>
    /// <param name="trials">The candidates in the order in which they are picked.</param>
    /// <param name="prior">The prior in force.</param>
    /// <param name="situation">Its options and pins.</param>
    public static TrialPlan Share(List<Trial> trials, Prior prior, LearnerSituation situation)
    {
        var options = situation.Options;
        if (options.ExplorationRate <= 0) trials = trials.FindAll(t => t.Verdict.Better > prior.Side);
        var (hope, free, weights) = (0.0, 0.0, 0.0);
        foreach (var trial in trials)
        {
            hope += trial.Verdict.Better;
            if (Follows(trial, situation)) free += trial.Verdict.Better;
            weights += Weight(trial, prior);
        }

        var budget = Math.Min(options.TrialShareLimit, options.ExplorationRate * Math.Min(1, Math.Max(Quiet, hope / Promising)));
        var rate = Math.Min(options.TrialShareLimit, Math.Max(budget, free));
        var candidates = ImmutableArray.CreateBuilder<Candidate>(trials.Count);
        var (sum, held) = (0.0, false);
        foreach (var trial in trials)
        {
            var follows = Follows(trial, situation);
            held |= !follows;
            var share = (follows ? rate : budget) * Weight(trial, prior) / weights;
            sum += share;
            if (share > 0) candidates.Add(new Candidate(trial.Parameter, trial.Value, share));
        }

        // Without held parameters the rate is the sum but for rounding, and what the reference uses.
        return candidates.Count == 0 ? TrialPlan.None : new TrialPlan(held ? sum : rate, candidates.DrainToImmutable());
    }

    private static bool Follows(in Trial trial, LearnerSituation situation) =>
        situation.Options.EffectiveMode == LearningMode.Automatic && (situation.Pinned & (1u << trial.Parameter)) == 0;

    private static double Weight(in Trial trial, Prior prior) => Math.Max(trial.Verdict.Better, Least * prior.Side);
}
