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
            "Nothing is better: share of runs with any adaptation; Thompson and ours at thresholds .7/.9/.95",
            ["null world", "rule", "eps-gr.", "Thompson", "ours", "± ours"],
            scenarios.Select(s => new[]
            {
                s.Scenario.Name, Shares(s, Contenders.Rule), Shares(s, Contenders.EpsilonGreedy), Shares(s, Contenders.Thompson), Shares(s, Contenders.Betting),
                Join(Ours(s).Select(l => l.Adapted.Error)),
            }));
        console.WriteLine($"Ours promises at most {Join(Ours(scenarios[0]).Select(l => l.Bound ?? 0))}. By more than the standard error it is above that in {Above(scenarios)}");
        foreach (var s in scenarios.Where(s => s.Scenario.BeyondTheBound is not null)) console.WriteLine($"  {s.Scenario.Name}: {s.Scenario.BeyondTheBound}.");
        console.WriteLine();
    }

    private static string Above(IReadOnlyList<ScenarioResult> scenarios)
    {
        var above = scenarios.Select(s => (s.Scenario, Thresholds: Ours(s).Where(l => l.IsAboveBound == true).Select(l => Numbers.Threshold(l.Threshold)).ToList()))
            .Where(s => s.Thresholds.Count > 0)
            .Select(s => $"{s.Scenario.Name} ({string.Join(", ", s.Thresholds)}; {(s.Scenario.BeyondTheBound is null ? "NOT expected" : "expected, see below")})")
            .ToList();
        return above.Count == 0 ? "no row." : string.Join(", ", above) + ".";
    }

    private static IEnumerable<LearnerResult> Ours(ScenarioResult scenario) => scenario.Learners.Where(l => l.Bound is not null);

    private static string Shares(ScenarioResult scenario, string learner) => Join(scenario.Learners.Where(l => l.Learner == learner).Select(l => l.Adapted.Value));

    private static string Join(IEnumerable<double> shares) => string.Join('/', shares.Select(s => Numbers.Share(s)));
}
