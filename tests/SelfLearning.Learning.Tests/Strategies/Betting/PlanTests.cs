namespace SelfLearning.Learning.Tests.Strategies.Betting;

public class PlanTests
{
    private static readonly ParameterSpace Space = new(Trials.Choice(4), ParameterDefinition.Integer("n", 5, 0, 10));
    private static readonly Policy Policy = Trials.Policy(Space, [0, 5], (0, 1, 0.2), (0, 2, 0.2), (1, 8, 0.1));

    private readonly IContextLearner _learner = new BettingStrategy().Create(Space, null);

    [Fact]
    public void Shares_are_positive_and_add_up_to_the_trial_share()
    {
        foreach (var options in new[] { new ModuleOptions(), Approval, new ModuleOptions { TrialShareLimit = 0.1 } })
        {
            var plan = _learner.Plan(Situation(options));
            Assert.Equal([(0, 1), (0, 2), (0, 3), (1, 2), (1, 8)], plan.Candidates.Select(c => (c.Parameter, c.Value)));
            Assert.All(plan.Candidates, c => Assert.True(c.Share > 0));
            Assert.Equal(plan.TrialShare, plan.Candidates.Sum(c => c.Share), 1e-12);
        }
    }

    [Fact]
    public void Without_evidence_traffic_follows_the_prior()
    {
        // Five candidates of 0.5 / 6 each.
        Assert.Equal(5 * 0.5 / 6, _learner.Plan(Situation(new ModuleOptions())).TrialShare, 1e-12);
        Assert.Equal(0.3, _learner.Plan(Situation(new ModuleOptions { TrialShareLimit = 0.3 })).TrialShare, 1e-12);
    }

    [Fact]
    public void Traffic_follows_confidence_up_to_the_limit()
    {
        Favour();

        var plan = _learner.Plan(Situation(new ModuleOptions()));

        Assert.Equal(0.9, plan.TrialShare);
        Assert.InRange(plan.Candidates[0].Share, 0.6, 0.9);
    }

    [Fact]
    public void Without_consent_nothing_but_the_budget_moves()
    {
        Assert.Equal(0.1, _learner.Plan(Situation(Approval)).TrialShare, 1e-12);
        Favour();

        var plan = _learner.Plan(Situation(Approval));

        Assert.Equal(0.1, plan.TrialShare, 1e-12);
        Assert.InRange(plan.Candidates[0].Share, 0.06, 0.1);
    }

    [Fact]
    public void Half_the_budget_is_spent_while_nothing_looks_promising()
    {
        foreach (var (parameter, value) in new[] { (0, 1), (0, 2), (0, 3), (1, 2), (1, 8) })
            _learner.Compare(Space, parameter, value, 0, 1, 100, Situation(new ModuleOptions()));

        var plan = _learner.Plan(Situation(new ModuleOptions()));

        Assert.Equal(0.05, plan.TrialShare, 1e-12);
        // All equally hopeless, and none given up.
        Assert.All(plan.Candidates, c => Assert.Equal(0.01, c.Share, 1e-12));
    }

    [Fact]
    public void A_pinned_parameter_stays_within_the_budget_and_others_follow_confidence()
    {
        Favour();
        var free = _learner.Plan(Situation(new ModuleOptions()));
        var held = _learner.Plan(Situation(new ModuleOptions()) with { Pinned = 1u << 0 });
        var other = _learner.Plan(Situation(new ModuleOptions()) with { Pinned = 1u << 1 });

        Assert.Equal(free.Candidates.Select(c => (c.Parameter, c.Value)), held.Candidates.Select(c => (c.Parameter, c.Value)));
        Assert.InRange(held.Candidates.Where(c => c.Parameter == 0).Sum(c => c.Share), 0.05, 0.1);
        Assert.Equal(held.TrialShare, held.Candidates.Sum(c => c.Share), 1e-12);
        Assert.InRange(other.Candidates[0].Share, 0.6, 0.9);
        Assert.True(other.Candidates.Where(c => c.Parameter == 1).Sum(c => c.Share) <= 0.1);
    }

    [Fact]
    public void Off_serves_only_values_in_use()
    {
        Favour();
        Assert.Same(TrialPlan.None, _learner.Plan(Situation(new ModuleOptions { LearningMode = LearningMode.Off })));
        Assert.Same(TrialPlan.None, _learner.Plan(Situation(new ModuleOptions { EnableAdaptation = false })));
    }

    [Fact]
    public void Exploration_rate_0_tries_only_what_evidence_already_speaks_for()
    {
        var none = new ModuleOptions { ExplorationRate = 0 };
        Assert.Same(TrialPlan.None, _learner.Plan(Situation(none)));
        Favour();

        var plan = _learner.Plan(Situation(none));

        Assert.Equal([(0, 1)], plan.Candidates.Select(c => (c.Parameter, c.Value)));
        Assert.Equal(0.9, plan.TrialShare);
        Assert.Same(TrialPlan.None, _learner.Plan(Situation(none with { LearningMode = LearningMode.RequireApproval })));
    }

    [Fact]
    public void A_space_without_parameters_only_measures()
    {
        var learner = new BettingStrategy().Create(ParameterSpace.Empty, null);
        var situation = Trials.Situation(new ModuleOptions());
        learner.Learn(new Observation(1, Trials.Policy(ParameterSpace.Empty, []), -1, 0), situation);

        Assert.Empty(learner.Propose(situation));
        Assert.Same(TrialPlan.None, learner.Plan(situation));
    }

    private static ModuleOptions Approval => new() { LearningMode = LearningMode.RequireApproval };

    private static LearnerSituation Situation(ModuleOptions options) => Trials.Situation(options, 0, 5);

    // Makes the first candidate nearly certain to be better; the others did no good.
    private void Favour() => _learner.Serve(Policy, 600, Situation(new ModuleOptions()), candidate => candidate == 0 ? 0.9 : 0.3);
}
