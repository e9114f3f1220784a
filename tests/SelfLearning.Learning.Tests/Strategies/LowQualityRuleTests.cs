using System.Text.Json;
using SelfLearning.Learning.Tests.Scenarios;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Learning.Tests.Strategies;

public class LowQualityRuleTests
{
    private static readonly ParameterSpace Space = new(
        ParameterDefinition.Integer("first", 1, 0, 3), ParameterDefinition.Integer("last", 1, 0, 3), Trials.Choice(4));

    private static readonly LearnerSituation Situation = Trials.Situation(new ModuleOptions(), 1, 1, 0);

    private readonly IContextLearner _learner = new LowQualityRule().Create(Space, null);

    [Fact]
    public void Three_low_scores_raise_the_last_number_by_one_step()
    {
        Scores(0.40, 0.41, 0.45);

        var proposal = Assert.Single(_learner.Propose(Situation));

        Assert.Equal((1, 2, 0.75, "Low quality scores (avg: 0.42)"), (proposal.Parameter, proposal.Value, proposal.Confidence, proposal.Reason));
    }

    [Fact]
    public void Scores_are_judged_once()
    {
        Scores(0.1, 0.1, 0.1);
        Assert.Single(_learner.Propose(Situation));
        Assert.Empty(_learner.Propose(Situation));
        Scores(0.1, 0.1);
        Assert.Empty(_learner.Propose(Situation));
    }

    [Theory]
    [InlineData(0.5, 0.5, 0.5)]
    [InlineData(0.1, 0.6, 0.9)]
    public void Scores_that_are_not_low_change_nothing(double first, double second, double third)
    {
        Scores(first, second, third);
        Assert.Empty(_learner.Propose(Situation));
    }

    [Fact]
    public void It_stays_within_the_bounds_of_the_number()
    {
        Scores(0, 0, 0);
        Assert.Empty(_learner.Propose(Trials.Situation(new ModuleOptions(), 1, 3, 0)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 0)]
    public void Without_a_number_the_last_parameter_takes_its_next_value_in_a_circle(int inUse, int next)
    {
        var space = new ParameterSpace(Trials.Choice(3, "first"), Trials.Choice(4, "last"));
        var situation = Trials.Situation(new ModuleOptions(), 2, inUse);
        var learner = new LowQualityRule().Create(space, null);
        for (var i = 0; i < 3; i++) learner.Learn(new Observation(0, Trials.Policy(space, [2, inUse]), -1, 0), situation);

        var proposal = Assert.Single(learner.Propose(situation));

        Assert.Equal((1, next), (proposal.Parameter, proposal.Value));
    }

    [Fact]
    public void A_space_without_parameters_has_nothing_to_change()
    {
        var space = new ParameterSpace();
        var learner = new LowQualityRule().Create(space, null);
        for (var i = 0; i < 3; i++) learner.Learn(new Observation(0, Trials.Policy(space, []), -1, 0), Trials.Situation(new ModuleOptions()));
        Assert.Empty(learner.Propose(Trials.Situation(new ModuleOptions())));
    }

    [Fact]
    public void Off_keeps_it_quiet()
    {
        Scores(0, 0, 0);
        Assert.Empty(_learner.Propose(Situation with { Options = new ModuleOptions { EnableAdaptation = false } }));
    }

    [Fact]
    public void A_threshold_above_its_confidence_is_for_others_to_apply()
    {
        Scores(0, 0, 0);
        Assert.Equal(0.75, Assert.Single(_learner.Propose(Situation with { Options = new ModuleOptions { AdaptationThreshold = 0.8 } })).Confidence);
    }

    [Fact]
    public void It_never_explores_and_claims_no_confidence()
    {
        Scores(0, 0, 0);
        Assert.Same(TrialPlan.None, _learner.Plan(Situation));
        Assert.Null(_learner.Confidence(1, 2, Situation));
    }

    [Fact]
    public void Scores_survive_saving()
    {
        Scores(0.3, 0.4);
        var restored = new LowQualityRule().Create(Space, _learner.Save());
        restored.Learn(new Observation(0.5, Trials.Policy(Space, [1, 1, 0]), -1, 0), Situation);

        Assert.Equal("Low quality scores (avg: 0.40)", Assert.Single(restored.Propose(Situation)).Reason);
    }

    [Fact]
    public void An_unreadable_state_is_refused_with_the_way_out()
    {
        using var document = JsonDocument.Parse("""{"Sum":"x"}""");
        var error = Assert.Throws<AdaptationException>(() => new LowQualityRule().Create(Space, document.RootElement.Clone()));
        Assert.Contains("Reset the learning", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quad", 1, 1489.7233613536043, 13)]
    [InlineData("quad", 2, 366.15522974488835, 13)]
    [InlineData("quad", 3, 276.8205266378229, 13)]
    [InlineData("add", 1, 1368.8500000000543, 5)]
    [InlineData("add", 2, 1061.4699999999534, 5)]
    public void Its_runs_are_those_of_the_reference_simulator(string kind, ulong seed, double regret, int adaptations)
    {
        var world = kind == "quad" ? Worlds.Number(seed, kind) : Worlds.Joint(seed, kind);
        var run = Simulated.Run(world, seed, new LowQualityRule());

        Assert.Equal(adaptations, run.Adaptations.Count);
        Assert.Equal(regret, run.Total.Regret, 1e-6);
    }

    [Theory]
    [InlineData("cliffbad")]
    [InlineData("quad")]
    public void Betting_beats_it(string kind)
    {
        double rule = 0, betting = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            rule += Simulated.Run(Worlds.Number(seed, kind), seed, new LowQualityRule()).Total.Regret;
            betting += Simulated.Run(Worlds.Number(seed, kind), seed).Total.Regret;
        }

        Assert.True(betting < rule / 2, $"regret over 20 runs: betting {betting:0}, rule {rule:0}");
    }

    private void Scores(params double[] scores)
    {
        var policy = Trials.Policy(Space, [1, 1, 0]);
        foreach (var score in scores) _learner.Learn(new Observation(score, policy, -1, 0), Situation);
    }
}
