using SelfLearning.Tool.Evaluation.Results;
using SelfLearning.Tool.Evaluation.Runs;
using Spectre.Console;

namespace SelfLearning.Tool.Evaluation.Output;

/// <summary>False adaptation, and whether it stays within the bound that is promised.</summary>
internal static class NullTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ScenarioResult> scenarios)
    {
        Tables.Write(
            console,
            "Nothing is better: share of runs with any adaptation (.7, or .7/.9/.95)",
            ["null world", "rule", "eps-g", "Thompson", "ours", "± ours"],
            scenarios.Select(s => new[]
            {
                s.Scenario.Name, Shares(s, Contenders.Rule), Shares(s, Contenders.EpsilonGreedy), Shares(s, Contenders.Thompson), Shares(s, Contenders.Betting),
                Join(Ours(s).Select(l => l.Adapted.Error)),
            }));
        console.WriteLine($"Ours promises at most {Join(Ours(scenarios[0]).Select(l => l.Bound ?? 0))}. Above it by more than a standard error:");
        foreach (var line in Above(scenarios).DefaultIfEmpty("  no row.")) console.WriteLine(line);
        console.WriteLine();
    }

    private static IEnumerable<string> Above(IReadOnlyList<ScenarioResult> scenarios) =>
        from s in scenarios
        let thresholds = Ours(s).Where(l => l.IsAboveBound == true).Select(l => Numbers.Threshold(l.Threshold)).ToList()
        where thresholds.Count > 0
        select $"  {s.Scenario.Name} at {string.Join(", ", thresholds)}: {s.Scenario.BeyondTheBound ?? "chance or a fault, which more seeds tell"}.";

    private static IEnumerable<LearnerResult> Ours(ScenarioResult scenario) => scenario.Learners.Where(l => l.Bound is not null);

    private static string Shares(ScenarioResult scenario, string learner) =>
        Join(scenario.Learners.Where(l => l.Learner == learner).Select(l => l.Adapted.Value));

    private static string Join(IEnumerable<double> shares) => string.Join('/', shares.Select(s => Numbers.Share(s)));
}
