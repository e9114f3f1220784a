using SelfLearning.Tool.Evaluation.Results;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Evaluation.Output;

/// <summary>A scenario in JSON.</summary>
/// <param name="Name">As in the tables.</param>
/// <param name="Question">effect, null, drift or calibration.</param>
/// <param name="Runs">How many runs of each learner were done.</param>
/// <param name="BeyondTheBound">Why the bound cannot hold here.</param>
/// <param name="Learners">One entry for each learner and threshold; members that do not apply are left out, see <see cref="LearnerResult"/>.</param>
internal sealed record JsonScenario(string Name, Question Question, int Runs, string? BeyondTheBound, IReadOnlyList<LearnerResult> Learners)
{
    public static JsonScenario Of(ScenarioResult result) =>
        new(result.Scenario.Name, result.Scenario.Question, result.Runs, result.Scenario.BeyondTheBound, result.Learners);
}
