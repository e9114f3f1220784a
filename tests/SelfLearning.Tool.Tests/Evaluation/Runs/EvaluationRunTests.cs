using SelfLearning.Tool.Evaluation.Output;
using SelfLearning.Tool.Evaluation.Results;
using SelfLearning.Tool.Evaluation.Runs;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Tests.Evaluation.Runs;

public class EvaluationRunTests
{
    private static readonly IReadOnlyList<Scenario> Few = ScenarioCatalogue.Find(["S1a", "N K2", "m1 null50% sd0.10"]);

    [Fact]
    public void The_json_is_the_same_to_the_byte_on_one_thread_and_on_many()
    {
        var one = JsonReport.Of(Run(Few, 6, 1));
        Assert.Equal(one, JsonReport.Of(Run(Few, 6, 4)));
        Assert.Contains("\"partial\": false", one, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_stopped_has_what_is_done_and_says_so()
    {
        using var stop = new CancellationTokenSource();
        var done = 0;
        var report = new EvaluationRun(Few, 6, 1).Run(_ => { if (++done == 8) stop.Cancel(); }, stop.Token);

        Assert.True(report.Partial);
        Assert.Equal([6, 2], report.Scenarios.Select(s => s.Runs));
        Assert.Equal(Run(ScenarioCatalogue.Find(["S1a"]), 6, 1).Scenarios[0].Learners, report.Scenarios[0].Learners);
    }

    [Fact]
    public void Runs_that_are_not_repeated_at_higher_thresholds_would_have_been_the_same()
    {
        foreach (var name in new[] { Contenders.Betting, Contenders.Thompson })
            foreach (var seed in Enumerable.Range(1, 5))
            {
                var scenario = ScenarioCatalogue.Find(["N K4 m25"])[0];
                var low = RunOutcome.Of(scenario, Contenders.Of(name, 0.7), (ulong)seed, 0.7);
                if (low.Adaptations == 0) Assert.Equal(low, RunOutcome.Of(scenario, Contenders.Of(name, 0.95), (ulong)seed, 0.95));
            }
    }

    [Fact]
    public void What_turns_bad_is_left_by_who_learns_and_never_by_who_does_not()
    {
        var result = Run(ScenarioCatalogue.Find(["abrupt m25"]), 3, 2).Scenarios[0];
        var (never, ours) = (result.For(Contenders.Never), result.For(Contenders.Betting));

        Assert.Equal(new DepartureResult(null, null, 0), never.Departure);
        Assert.Equal(0, never.Gain.Value);
        Assert.InRange(ours.Departure!.Median!.Value, 100, 2000);
        Assert.Equal(1, ours.Departure.EndsAtBest);
        Assert.True(ours.Gain.Value > 500, $"gain {ours.Gain}");
    }

    [Fact]
    public void Only_null_rows_of_learners_that_promise_a_bound_have_one()
    {
        var report = Run(Few, 2, 2);
        Assert.Equal(
            [("N K2", "ours", 0.7), ("N K2", "ours", 0.9), ("N K2", "ours", 0.95)],
            report.Scenarios.SelectMany(s => s.Learners.Where(l => l.Bound is not null).Select(l => (s.Scenario.Name, l.Learner, l.Threshold))));
        Assert.Equal(0.2142857, report.Scenarios[1].For(Contenders.Betting).Bound!.Value, 1e-6);
    }

    private static EvaluationReport Run(IReadOnlyList<Scenario> scenarios, int seeds, int threads) =>
        new EvaluationRun(scenarios, seeds, threads).Run(_ => { }, CancellationToken.None);
}
