using SelfLearning.Tool.Evaluation.Results;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Evaluation.Runs;

/// <summary>Plays scenarios against learners.</summary>
/// <param name="scenarios">What is played.</param>
/// <param name="seeds">How many runs of each scenario and learner; the seeds are 1, 2, ...</param>
/// <param name="threads">How many threads work at once.</param>
internal sealed class EvaluationRun(IReadOnlyList<Scenario> scenarios, int seeds, int threads)
{
    /// <summary>Runs until everything is done or the caller stops it; then the result has what is done.</summary>
    /// <param name="done">Called with the name of the scenario whenever all learners have played one of its seeds; from several threads.</param>
    /// <param name="cancellationToken">Stops after the seeds being played.</param>
    public EvaluationReport Run(Action<string> done, CancellationToken cancellationToken)
    {
        var outcomes = new SeededRuns(seeds, threads).Play(scenarios, Play, scenario => done(scenario.Name), cancellationToken);
        var results = scenarios.Zip(outcomes, ScenarioResult.Of);
        return new EvaluationReport(seeds, outcomes.Any(runs => runs.Count < seeds), [.. results.Where(result => result.Runs > 0)]);
    }

    // One outcome for each contender and threshold, in this order.
    private static List<RunOutcome> Play(Scenario scenario, ulong seed)
    {
        var outcomes = new List<RunOutcome>();
        foreach (var contender in Contenders.For(scenario.Question))
        {
            RunOutcome? last = null;
            foreach (var threshold in contender.Thresholds)
            {
                // A run without any adaptation is the same at every higher threshold.
                if (last is not { Adaptations: 0 }) last = RunOutcome.Of(scenario, contender, seed, threshold);
                outcomes.Add(last);
            }
        }

        return outcomes;
    }
}
