using System.Text.Json;

namespace SelfLearning.Learning;

/// <summary>What a strategy knows of one context.</summary>
public interface IContextLearner
{
    /// <summary>Takes in the quality of one decision.</summary>
    /// <param name="observation">The decision.</param>
    /// <param name="situation">The values in use now, which need not be those of the decision's policy version.</param>
    Fold Learn(in Observation observation, LearnerSituation situation);

    /// <summary>Replaces the quality of a decision that was learned before.</summary>
    /// <param name="observation">The decision with its new quality.</param>
    /// <param name="previousQuality">The quality it was last learned or corrected with.</param>
    /// <param name="fold">What <see cref="Learn"/> returned for it.</param>
    /// <param name="situation">The values in use now.</param>
    void Correct(in Observation observation, double previousQuality, Fold fold, LearnerSituation situation);

    /// <summary>The changes the learner wants now, the most valuable first; called once at the end of each learning cycle.</summary>
    IReadOnlyList<Proposal> Propose(LearnerSituation situation);

    /// <summary>Which values to try from now on; called after the proposals were applied.</summary>
    TrialPlan Plan(LearnerSituation situation);

    /// <summary>The confidence that <paramref name="value"/> is better than the value in use, 0 to 1; <c>null</c> where the learner has no view.</summary>
    double? Confidence(int parameter, int value, LearnerSituation situation);

    /// <summary>
    /// What it has learned since this was last asked, for the other contexts of the module; <c>null</c> for nothing, as always where
    /// <see cref="ModuleOptions.PoolingStrength"/> is 0 or the strategy does not share what it learns.
    /// </summary>
    PoolEvidence? TakeEvidence() => null;

    /// <summary>The learner's state as JSON; at most a few kilobytes for a few parameters.</summary>
    JsonElement Save();
}
