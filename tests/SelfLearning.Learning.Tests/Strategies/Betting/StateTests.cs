using System.Text.Json;
using SelfLearning.Learning.Tests.Scenarios;
using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Evaluation.Simulations;
using Xunit.Abstractions;

namespace SelfLearning.Learning.Tests.Strategies.Betting;

public class StateTests(ITestOutputHelper output)
{
    private static readonly ParameterSpace Space = new(Trials.Choice(4), ParameterDefinition.Integer("n", 5, 0, 10));
    private static readonly LearnerSituation Situation = Trials.Situation(new ModuleOptions(), 0, 5);

    [Fact]
    public void Saving_and_reading_after_every_cycle_leaves_the_same_run_to_the_bit()
    {
        var world = Worlds.Joint(3, "add") with { Draws = 25 };
        var (kept, reloaded) = (Simulated.Context(world, 3), Simulated.Context(world, 3));
        var straight = new Simulation(world, 3, kept).Run();
        var broken = new Simulation(world, 3, reloaded) { AfterCycle = _ => reloaded.Reload() }.Run();

        Assert.NotEmpty(straight.Adaptations);
        Assert.Equal(straight.Adaptations, broken.Adaptations);
        Assert.Equal(kept.Learner.Save().GetRawText(), reloaded.Learner.Save().GetRawText());
    }

    [Fact]
    public void Evidence_follows_its_texts_when_values_are_added_removed_and_reordered()
    {
        var learner = Taught();
        var changed = new ParameterSpace(
            ParameterDefinition.Integer("other", 1, 0, 3),
            ParameterDefinition.Categorical("p0", "v2", "v2", "new", "v0", "v1"));
        var restored = (BettingLearner)new BettingStrategy().Create(changed, learner.Save());

        var situation = Trials.Situation(new ModuleOptions(), 1, 2);
        var better = restored.Confidence(1, 3, situation)!.Value;
        var odds = learner.Confidence(0, 1, Situation)!.Value;
        Assert.True(better > 0.9 && odds > 0.9, $"v1 over v0: {better}, was {odds}");
        Assert.True(restored.Confidence(1, 0, situation) < 0.05, "v2 was worse than v0, and now has a lower place");
        Assert.Empty(restored.Duels[0]);
        Assert.Equal(2, restored.Duels[1].Count);
        // The pair of v0 (now at 2) and v2 (now at 0) has changed sides; the removed v3 is forgotten.
        var was = ((BettingLearner)learner).Duels[0][BettingLearner.Key(0, 2, 4)];
        var swapped = restored.Duels[1][BettingLearner.Key(0, 2, 4)];
        Assert.Equal(was.Higher.ToArray(), swapped.Lower.ToArray());
        Assert.Equal(was.Lower.ToArray(), swapped.Higher.ToArray());
        Assert.Equal(-was.Difference, swapped.Difference);
        Assert.Equal(was.Weight, swapped.Weight);
    }

    [Fact]
    public void The_step_of_a_number_is_kept_by_name()
    {
        var learner = Taught();
        Assert.Equal([2, 8], Steps(learner.Plan(Situation)));
        foreach (var value in new[] { 2, 8 }) learner.Compare(Space, 1, value, 0, 1, 100, Situation);
        // The value that would be proposed is in use already: nothing else is eligible.
        learner.Propose(Trials.Situation(new ModuleOptions(), 1, 5));
        Assert.Equal([4, 6], Steps(learner.Plan(Situation)));

        var wider = new ParameterSpace(ParameterDefinition.Integer("n", 5, 0, 40), Space[0]);
        var restored = new BettingStrategy().Create(wider, learner.Save());

        var plan = restored.Plan(Trials.Situation(new ModuleOptions(), 5, 0));
        Assert.Equal([4, 6], plan.Candidates.Where(c => c.Parameter == 0).Select(c => c.Value));

        static IEnumerable<int> Steps(TrialPlan plan) => plan.Candidates.Where(c => c.Parameter == 1).Select(c => c.Value);
    }

    [Fact]
    public void Three_parameters_of_eight_values_take_at_most_8_KB()
    {
        var level = Enumerable.Range(0, 512).Select(s => 0.5 + (0.05 * ((s % 8) - (s / 8 % 8)) / 8) + (0.1 * (s / 64) / 8)).ToArray();
        var world = new World(level, new WorldParameter(8, false, 0), new WorldParameter(8, false, 0), new WorldParameter(8, false, 0)) { Calls = 10_000, Draws = 4 };
        var context = Simulated.Context(world, 1);
        var run = new Simulation(world, 1, context).Run();
        var size = context.Learner.Save().GetRawText().Length;
        output.WriteLine($"{size} bytes, {run.Adaptations.Count} adaptations, {((BettingLearner)context.Learner).Duels.Sum(d => d.Count)} duels");
        Assert.Equal(10_000, run.Feedbacks);
        Assert.InRange(size, 1, 8 * 1024);

        // The worst case: every pair of values has met.
        for (var inUse = 0; inUse < 8; inUse++)
            for (var j = 0; j < 3; j++)
            {
                var policy = Trials.Policy(context.Space, [inUse, inUse, inUse], [.. Enumerable.Range(0, 8).Where(v => v != inUse).Select(v => (j, v, 0.1))]);
                context.Learner.Learn(new Observation(0.3, policy, -1, 0), context.Situation);
            }

        Assert.Equal(84, ((BettingLearner)context.Learner).Duels.Sum(d => d.Count));
        var largest = context.Learner.Save().GetRawText().Length;
        output.WriteLine($"{largest} bytes with all 84 duels");
        Assert.InRange(largest, 1, 8 * 1024);
    }

    [Fact]
    public void Six_parameters_of_twenty_values_take_at_most_32_KB_whatever_was_in_use()
    {
        var space = new ParameterSpace([.. Enumerable.Range(0, 6).Select(j => Trials.Choice(20, $"p{j}"))]);
        var learner = (BettingLearner)new BettingStrategy().Create(space, null);
        var largest = 0;
        for (var call = 0; call < 10_000; call++)
        {
            // Every 50 calls another value of each parameter is in use: far more pairs meet than are kept.
            int[] inUse = [.. Enumerable.Range(0, 6).Select(j => (call / 50 * (j + 1)) % 20)];
            var parameter = call % 6;
            var policy = Trials.Policy(space, inUse, [.. Enumerable.Range(0, 20).Where(v => v != inUse[parameter]).Select(v => (parameter, v, 0.01))]);
            learner.Learn(new Observation(CounterRandom.U(1, 90, (ulong)call), policy, call % 7 == 0 ? call % 19 : -1, 0), Trials.Situation(new ModuleOptions(), inUse));
            if (call % 500 == 499) largest = Math.Max(largest, learner.Save().GetRawText().Length);
        }

        output.WriteLine($"{largest} bytes, {learner.Duels.Sum(d => d.Count)} duels");
        Assert.InRange(largest, 1, 32 * 1024);
    }

    [Fact]
    public void The_pair_not_played_for_longest_is_dropped_and_begins_anew_also_after_a_restart()
    {
        var space = new ParameterSpace(Trials.Choice(20), Trials.Choice(20, "p1"), Trials.Choice(20, "p2"), Trials.Choice(20, "p3"), Trials.Choice(20, "p4"), Trials.Choice(20, "p5"));
        var strategy = new BettingStrategy();
        var straight = strategy.Create(space, null);
        var reloaded = strategy.Create(space, null);
        var first = Pair(0, 1);
        for (var i = 0; i < 20; i++) Both(first, 0, 1);
        Assert.True(Duels(straight).ContainsKey(BettingLearner.Key(0, 1, 20)));
        // 42 of the 190 pairs are kept for each parameter; (0, 1) is the oldest but for a last bet.
        for (var a = 1; a <= 3; a++)
            for (var b = a + 1; b <= 13; b++) Both(Pair(a, b), -1, 0.5);
        Both(first, -1, 0.5);
        for (var b = 5; b <= 15; b++) Both(Pair(4, b), -1, 0.5);

        Assert.Equal(42, Duels(straight).Count);
        Assert.True(Duels(straight).ContainsKey(BettingLearner.Key(0, 1, 20)), "it was played again in the middle");
        Assert.False(Duels(straight).ContainsKey(BettingLearner.Key(1, 2, 20)), "nobody has played it for longer");
        Assert.Equal(straight.Save().GetRawText(), reloaded.Save().GetRawText());

        // What is corrected after its duel was dropped changes no other evidence.
        var before = Duels(straight).Keys.Order().ToArray();
        straight.Correct(new Observation(1, Pair(1, 2), 0, 0), 0, new Fold(0.5, 0.5), Trials.Situation(new ModuleOptions(), 1, 0, 0, 0, 0, 0));
        Assert.Equal(before, Duels(straight).Keys.Order());

        Policy Pair(int inUse, int value) => Trials.Policy(space, [inUse, 0, 0, 0, 0, 0], (0, value, 0.5));

        void Both(Policy policy, int candidate, double quality)
        {
            var situation = Trials.Situation(new ModuleOptions(), [.. policy.Incumbents]);
            straight.Learn(new Observation(quality, policy, candidate, 0), situation);
            reloaded.Learn(new Observation(quality, policy, candidate, 0), situation);
            reloaded = strategy.Create(space, reloaded.Save());
        }

        static IReadOnlyDictionary<int, Duel> Duels(IContextLearner learner) => ((BettingLearner)learner).Duels[0];
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""{}""")]
    [InlineData("""{"b":[0.5,2,0],"p":{}}""")]
    [InlineData("""{"b":[1.5,2,0,0],"p":{}}""")]
    [InlineData("""{"b":[0.5,2,0,0],"p":{"p0":{"v":["v0","v1"],"e":"AAEA"}}}""")]
    [InlineData("""{"b":[0.5,2,0,0],"p":{"p0":{"v":["v0"],"e":"AAEA"}}}""")]
    [InlineData("""{"b":[0.5,2,0,0],"p":{"p0":{"v":["v0","v1"],"e":"not base 64!"}}}""")]
    [InlineData("""{"b":[0.5,2,0,0],"p":{"p0":{"v":["v0","v1"]}}}""")]
    [InlineData("""{"b":"x"}""")]
    public void A_state_that_cannot_be_read_is_refused_with_the_way_out(string json)
    {
        using var document = JsonDocument.Parse(json);
        var error = Assert.Throws<AdaptationException>(() => new BettingStrategy().Create(Space, document.RootElement.Clone()));
        Assert.Contains("Reset the learning", error.Message, StringComparison.Ordinal);
    }

    // v1 is better than v0, v2 is worse, v3 was tried a little.
    private static IContextLearner Taught()
    {
        var learner = new BettingStrategy().Create(Space, null);
        var policy = Trials.Policy(Space, [0, 5], (0, 1, 0.2), (0, 2, 0.2), (0, 3, 0.1));
        for (var i = 0; i < 100; i++)
        {
            learner.Learn(new Observation(0.9, policy, 0, 0), Situation);
            learner.Learn(new Observation(0.1, policy, 1, 0), Situation);
            learner.Learn(new Observation(0.5, policy, i % 4 == 0 ? 2 : -1, 0), Situation);
        }

        return learner;
    }
}
