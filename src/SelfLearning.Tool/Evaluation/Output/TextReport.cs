using SelfLearning.Tool.Evaluation.Results;
using SelfLearning.Tool.Evaluation.Runs;
using SelfLearning.Tool.Evaluation.Scenarios;
using Spectre.Console;

namespace SelfLearning.Tool.Evaluation.Output;

/// <summary>The result as tables that fit in 80 columns.</summary>
internal static class TextReport
{
    private const double High = 0.9;

    public static void Write(IAnsiConsole console, EvaluationReport report)
    {
        foreach (var question in report.Scenarios.GroupBy(s => s.Scenario.Question))
        {
            var scenarios = question.ToList();
            switch (question.Key)
            {
                case Question.Effect: WriteEffects(console, scenarios); break;
                case Question.Null: NullTable.Write(console, scenarios); break;
                case Question.Drift: WriteDrift(console, scenarios); break;
                default: WriteCalibration(console, scenarios); break;
            }
        }

        var runs = report.Scenarios.Select(s => s.Runs).DefaultIfEmpty().Min();
        console.WriteLine(report.Partial
            ? $"PARTIAL: stopped early. The last rows rest on fewer than {report.Seeds} runs, as few as {runs}, or are missing."
            : $"{report.Seeds} runs of each learner in each scenario.");
    }

    private static void WriteEffects(IAnsiConsole console, List<ScenarioResult> scenarios)
    {
        Tables.Write(
            console,
            "Something is better: regret/gain of a run of 5,000 feedbacks",
            ["scenario", "never", "rule", "eps-gr.", "Thompson", "ours .7", "ours .9", "± .7"],
            scenarios.Select(s => new[]
            {
                s.Scenario.Name, Numbers.Whole(s.For(Contenders.Never).Regret.Value), Score(s.For(Contenders.Rule)), Score(s.For(Contenders.EpsilonGreedy)),
                Score(s.For(Contenders.Thompson)), Score(s.For(Contenders.Betting)), Score(s.For(Contenders.Betting, High)),
                Numbers.Rate(s.For(Contenders.Betting).Regret.Error),
            }));
        Tables.Write(
            console,
            "... feedbacks to the first right adaptation, share right, harmful ones a run",
            ["scenario", "first .7", "right .7", "harm .7", "harm .9", "Thompson", "eps-gr.", "rule"],
            scenarios.Select(s => new[]
            {
                s.Scenario.Name, Numbers.Whole(s.For(Contenders.Betting).FirstRight), Numbers.Share(s.For(Contenders.Betting).Right),
                Numbers.Rate(s.For(Contenders.Betting).Harmful), Numbers.Rate(s.For(Contenders.Betting, High).Harmful),
                Numbers.Rate(s.For(Contenders.Thompson).Harmful), Numbers.Rate(s.For(Contenders.EpsilonGreedy).Harmful),
                Numbers.Rate(s.For(Contenders.Rule).Harmful),
            }));
    }

    private static void WriteDrift(IAnsiConsole console, List<ScenarioResult> scenarios) => Tables.Write(
        console,
        "What was best turns bad: regret/gain of all calls, calls until it was left",
        ["scenario", "learner", "regret/gain", "left: median", "90 %", "changes", "ends at best"],
        scenarios.SelectMany(s => s.Learners.Select(l => new[]
        {
            s.Scenario.Name, Name(l), Score(l), Numbers.Whole(l.Departure?.Median), Numbers.Whole(l.Departure?.Ninety),
            Numbers.Rate((double)l.Adaptations / s.Runs), Numbers.Share(l.Departure?.EndsAtBest),
        })),
        texts: 2);

    private static void WriteCalibration(IAnsiConsole console, List<ScenarioResult> scenarios) => Tables.Write(
        console,
        "Populations of contexts: what adaptations claim, and how many are true",
        ["population", "learner", "contexts", "adaptations", "confidence", "better", "not worse"],
        scenarios.SelectMany(s => s.Learners.Select(l => new[]
        {
            s.Scenario.Name, Name(l), Numbers.Whole(s.Runs), Numbers.Whole(l.Adaptations), Numbers.Share(l.Confidence), Numbers.Share(l.Right),
            Numbers.Share(l.NotWorse),
        })),
        texts: 2);

    private static string Score(LearnerResult learner) => $"{Numbers.Whole(learner.Regret.Value)}/{Numbers.Whole(learner.Gain.Value)}";

    private static string Name(LearnerResult learner) =>
        learner.Learner is Contenders.Betting ? $"{learner.Learner} {Numbers.Threshold(learner.Threshold)}" : learner.Learner;
}
