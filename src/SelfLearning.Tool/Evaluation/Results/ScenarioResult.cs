using SelfLearning.Tool.Evaluation.Runs;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Evaluation.Results;

/// <summary>The learners in one scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Runs">How many runs of each learner were done.</param>
/// <param name="Learners">One result for each learner and threshold.</param>
internal sealed record ScenarioResult(Scenario Scenario, int Runs, IReadOnlyList<LearnerResult> Learners)
{
    /// <summary>Sums up a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="runs">For each seed the outcomes of all contenders and thresholds.</param>
    public static ScenarioResult Of(Scenario scenario, IReadOnlyList<IReadOnlyList<RunOutcome>> runs)
    {
        var learners = Contenders.For(scenario.Question).SelectMany(c => c.Thresholds.Select(threshold => (Contender: c, Threshold: threshold))).ToList();
        return new ScenarioResult(scenario, runs.Count, runs.Count == 0 ? [] :
        [
            .. learners.Select((l, place) => LearnerResult.Of(scenario.Question, l.Contender, l.Threshold, [.. runs.Select(run => run[place])])),
        ]);
    }

    /// <summary>The result of a learner at a threshold.</summary>
    public LearnerResult For(string learner, double threshold = 0.7) => Learners.First(l => l.Learner == learner && l.Threshold == threshold);
}
