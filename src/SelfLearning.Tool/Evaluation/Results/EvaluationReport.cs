namespace SelfLearning.Tool.Evaluation.Results;

/// <summary>The result of an evaluation.</summary>
/// <param name="Seeds">How many runs of each scenario and learner were asked for.</param>
/// <param name="Partial">Whether it was stopped before all were done.</param>
/// <param name="Scenarios">What was played at least once, in the order of the catalogue.</param>
internal sealed record EvaluationReport(int Seeds, bool Partial, IReadOnlyList<ScenarioResult> Scenarios);
