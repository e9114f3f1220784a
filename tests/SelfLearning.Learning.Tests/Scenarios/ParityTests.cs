using System.Text.Json;
using SelfLearning.Tool.Evaluation.Runs;
using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Evaluation.Simulations;

namespace SelfLearning.Learning.Tests.Scenarios;

/// <summary>Runs of the reference in every scenario of the catalogue (parity.json; make_parity.py beside it makes it).</summary>
public class ParityTests
{
    private static readonly IReadOnlyList<JsonElement> Runs = WorldCase.Read("parity.json");

    [Fact]
    public void Five_runs_of_every_scenario_have_the_adaptations_versions_and_capitals_of_the_reference()
    {
        var ours = Runs.Where(run => run.TryGetProperty("threshold", out _)).ToList();
        Assert.All(ScenarioCatalogue.All, s => Assert.Equal(5, ours.Count(run => Name(run) == s.Name && run.GetProperty("threshold").GetDouble() == 0.7)));
        Parallel.ForEach(ours, AssertSame);
    }

    [Fact]
    public void The_other_learners_lose_and_win_what_they_do_in_the_reference()
    {
        var others = Runs.Where(run => run.TryGetProperty("learner", out _)).ToList();
        Assert.Equal(3 * 2 * ScenarioCatalogue.All.Count, others.Count);
        Parallel.ForEach(others, want =>
        {
            var contender = Contenders.Of(want.GetProperty("learner").GetString()!, 0.7);
            var (run, context) = Play(want, contender, 0.7);
            var name = $"{contender.Name} in {Title(want)}";
            AssertScore(want, run, name);
            var first = want.GetProperty("firstRight");
            Same(first.ValueKind == JsonValueKind.Null ? (int?)null : first.GetInt32(), run.Adaptations.FirstOrDefault(a => a.IsRight)?.Feedbacks, name);
            Same(Text(want.GetProperty("final").EnumerateArray().Select(v => v.GetInt32())), Text(context.Incumbents), name);
        });
    }

    private static void AssertSame(JsonElement want)
    {
        var (run, played) = Play(want, Contenders.Of(Contenders.Betting, 0.7), want.GetProperty("threshold").GetDouble());
        var (context, name) = ((StrategyContext)played, Title(want));
        AssertScore(want, run, name);
        Same(want.GetProperty("learned").GetInt32(), run.Feedbacks, name);
        Same(want.GetProperty("versions").GetInt32(), context.Policies.Count, name);
        Same(Text(want.GetProperty("final").EnumerateArray().Select(v => v.GetInt32())), Text(context.Incumbents), name);
        var adaptations = want.GetProperty("adaptations").EnumerateArray().ToList();
        Same(
            Text(adaptations.Select(a => (a[0].GetInt32(), a[1].GetInt32(), a[2].GetInt32(), a[4].GetBoolean()))),
            Text(run.Adaptations.Select(a => (a.Call, a.Change.Parameter, a.Change.New, a.Change.Rollback))),
            name);
        foreach (var (expected, found) in adaptations.Zip(run.Adaptations)) Close(expected[3].GetDouble(), found.Change.Confidence, name);
        var trials = want.GetProperty("trials").EnumerateArray().ToList();
        Same(
            Text(trials.Select(t => (t[0].GetInt32(), t[1].GetInt32()))), Text(context.Policy.Candidates.Select(c => (c.Parameter, c.Value))), name);
        foreach (var (expected, found) in trials.Zip(context.Policy.Candidates)) Close(expected[2].GetDouble(), found.Share, name);
        AssertDuels(want.GetProperty("duels").EnumerateArray().ToList(), context, name);
    }

    private static void AssertDuels(List<JsonElement> want, StrategyContext context, string name)
    {
        var duels = ((BettingLearner)context.Learner).Duels;
        Same(want.Count, duels.Sum(d => d.Count), $"duels of {name}");
        foreach (var expected in want)
        {
            var (parameter, lower, higher) = (expected[0].GetInt32(), expected[1].GetInt32(), expected[2].GetInt32());
            var title = $"parameter {parameter}, values {lower} and {higher}, {name}";
            var duel = duels[parameter][BettingLearner.Key(lower, higher, context.Space[parameter].Values.Length)];
            var numbers = expected.EnumerateArray().Skip(3).Select(n => n.GetDouble()).ToArray();
            for (var g = 0; g < Duel.Stakes; g++)
            {
                Close(numbers[g], duel.Higher[g], title);
                Close(numbers[Duel.Stakes + g], duel.Lower[g], title);
            }

            Close(numbers[^2], duel.Difference * duel.Weight, title);
            Close(numbers[^1], duel.Weight, title);
        }
    }

    private static (Simulation Run, ISimulatedContext Context) Play(JsonElement want, Contender contender, double threshold)
    {
        var world = ScenarioCatalogue.All.Single(s => s.Name == Name(want)).Make(WorldCase.Seed(want));
        var context = contender.Create(world, WorldCase.Seed(want), threshold);
        return (new Simulation(world, WorldCase.Seed(want), context).Run(), context);
    }

    private static void AssertScore(JsonElement want, Simulation run, string name)
    {
        Close(want.GetProperty("regret").GetDouble(), run.AtCheckpoint.Regret, $"regret of {name}", 1e-6);
        Close(want.GetProperty("gain").GetDouble(), run.AtCheckpoint.Gain, $"gain of {name}", 1e-6);
    }

    private static string Name(JsonElement run) => run.GetProperty("scenario").GetString()!;

    private static string Title(JsonElement run) => $"{Name(run)}, seed {WorldCase.Seed(run)}";

    private static string Text<T>(IEnumerable<T> items) => string.Join(' ', items);

    private static void Same<T>(T expected, T found, string name) => Assert.True(Equals(expected, found), $"{name}: {found}, not {expected}");

    private static void Close(double expected, double found, string name, double tolerance = 1e-9) =>
        Assert.True(Math.Abs(expected - found) <= tolerance, $"{name}: {found:R}, not {expected:R}");
}
