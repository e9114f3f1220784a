namespace SelfLearning.Learning.Tests.Strategies.Betting;

public class ProposalTests
{
    private static readonly ParameterSpace Choice = new(Trials.Choice(4));
    private static readonly ParameterSpace Number = new(ParameterDefinition.Integer("n", 10, 0, 20));

    private readonly IContextLearner _learner = new BettingStrategy().Create(Choice, null);

    [Fact]
    public void Nothing_is_proposed_without_feedback() => Assert.Empty(_learner.Propose(Trials.Situation(new ModuleOptions(), 0)));

    [Fact]
    public void A_better_value_is_proposed_at_the_threshold_with_its_difference()
    {
        var situation = Trials.Situation(new ModuleOptions(), 0);
        var rounds = 0;
        while (_learner.Propose(situation).Count == 0)
        {
            Assert.True(_learner.Confidence(0, 2, situation) < 0.7);
            _learner.Compare(Choice, 0, 2, 0.9, 0.4, 1, situation);
            Assert.True(++rounds < 50);
        }

        var proposal = Assert.Single(_learner.Propose(situation));
        Assert.Equal((0, 2, null), (proposal.Parameter, proposal.Value, proposal.Reason));
        Assert.InRange(proposal.Confidence, 0.7, 0.99);
        Assert.Equal(_learner.Confidence(0, 2, situation), proposal.Confidence);
        Assert.InRange(proposal.Difference, 0.3, 0.7);
    }

    [Theory]
    [InlineData(0.7, 0.7)]
    [InlineData(0.95, 0.7)]
    [InlineData(0.6, 0.6)]
    public void Going_back_needs_no_more_than_070(double threshold, double needed)
    {
        var situation = Trials.Situation(new ModuleOptions { AdaptationThreshold = threshold }, 0);
        while (_learner.Confidence(0, 2, situation) < needed) _learner.Compare(Choice, 0, 2, 0.6, 0.4, 1, situation);
        Assert.InRange(_learner.Confidence(0, 2, situation)!.Value, needed, needed + 0.1);

        Assert.Equal(threshold <= needed, _learner.Propose(situation).Count == 1);
        Assert.Equal(2, Assert.Single(_learner.Propose(situation.From(2))).Value);
        Assert.Equal(threshold <= needed, _learner.Propose(situation.From(3)).Count == 1);
    }

    [Fact]
    public void The_greatest_expected_gain_comes_first()
    {
        var situation = Trials.Situation(new ModuleOptions(), 0);
        var policy = Trials.Policy(Choice, [0], (0, 1, 0.3), (0, 2, 0.3));
        _learner.Serve(policy, 120, situation, candidate => candidate switch { 0 => 0.65, 1 => 0.95, _ => 0.3 });

        Assert.Equal([2, 1], _learner.Propose(situation).Select(p => p.Value));
    }

    [Fact]
    public void Capital_alone_is_not_enough_when_the_recent_difference_disagrees()
    {
        var situation = Trials.Situation(new ModuleOptions { Strict = true }, 0);
        _learner.Compare(Choice, 0, 1, 0.52, 0.48, 2000, situation);
        Assert.Single(_learner.Propose(situation));

        // Against capital at its cap a slight disadvantage turns the estimate long before it turns the capital.
        while (_learner.Propose(situation).Count > 0) _learner.Compare(Choice, 0, 1, 0.48, 0.52, 1, situation);

        Assert.True(_learner.Confidence(0, 1, situation) >= 0.7, "the capital was gone first: the test shows nothing");
    }

    [Fact]
    public void Off_proposes_nothing()
    {
        _learner.Compare(Choice, 0, 1, 1, 0, 100, Trials.Situation(new ModuleOptions(), 0));

        Assert.Empty(_learner.Propose(Trials.Situation(new ModuleOptions { LearningMode = LearningMode.Off }, 0)));
        Assert.Empty(_learner.Propose(Trials.Situation(new ModuleOptions { EnableAdaptation = false }, 0)));
        Assert.NotEmpty(_learner.Propose(Trials.Situation(new ModuleOptions { LearningMode = LearningMode.RequireApproval }, 0)));
    }

    [Fact]
    public void There_is_no_confidence_in_the_value_in_use_or_in_what_was_never_on_trial()
    {
        var situation = Trials.Situation(new ModuleOptions(), 10);
        var learner = new BettingStrategy().Create(Number, null);

        Assert.Null(learner.Confidence(0, 10, situation));
        Assert.Null(learner.Confidence(0, 11, situation));
        // Two candidates: half of the prior, shared with the value in use.
        Assert.Equal(0.5 / 3, learner.Confidence(0, 16, situation)!.Value, 1e-12);
    }

    [Fact]
    public void A_number_looks_closer_once_no_step_promises_anything_and_begins_anew_after_one()
    {
        var situation = Trials.Situation(new ModuleOptions(), 10);
        var learner = new BettingStrategy().Create(Number, null);
        var seen = new List<int>();
        Assert.Empty(learner.Propose(situation));
        for (var cycle = 0; cycle < 6; cycle++)
        {
            var values = learner.Plan(situation).Candidates.Select(c => c.Value).ToArray();
            seen.Add(values[1] - 10);
            Assert.Equal([10 - seen[^1], 10 + seen[^1]], values);
            foreach (var value in values) learner.Compare(Number, 0, value, 0, 1, 100, situation);
            Assert.Empty(learner.Propose(situation));
        }

        Assert.Equal([6, 3, 1, 6, 3, 1], seen);
    }

    [Theory]
    [InlineData(LearningMode.RequireApproval, 0, -1, true, 3)]
    [InlineData(LearningMode.Automatic, 0b01, -1, true, 3)]
    [InlineData(LearningMode.Automatic, 0, 1, false, 3)]
    // What is adopted at the end of the cycle changes what is searched.
    [InlineData(LearningMode.Automatic, 0, 1, true, 6)]
    [InlineData(LearningMode.Automatic, 0b10, -1, true, 6)]
    public void A_number_looks_closer_while_a_proposal_for_another_parameter_waits(LearningMode mode, int pinned, int previous, bool rollback, int step)
    {
        var space = new ParameterSpace(Trials.Choice(2), Number[0]);
        var learner = new BettingStrategy().Create(space, null);
        var situation = Trials.Situation(new ModuleOptions { LearningMode = mode, AutomaticRollback = rollback }, 0, 10).From(previous, -1) with { Pinned = (uint)pinned };
        learner.Compare(space, 0, 1, 0.9, 0.4, 100, situation);
        foreach (var value in (int[])[4, 16]) learner.Compare(space, 1, value, 0, 1, 100, situation);

        Assert.Equal((0, 1), Assert.Single(learner.Propose(situation)) is var proposal ? (proposal.Parameter, proposal.Value) : default);
        Assert.Equal([10 - step, 10 + step], learner.Plan(situation).Candidates.Where(c => c.Parameter == 1).Select(c => c.Value));
    }

    [Fact]
    public void A_number_keeps_the_value_it_came_from_on_trial_and_stays_within_its_bounds()
    {
        var learner = new BettingStrategy().Create(Number, null);
        int[] Candidates(int inUse, int previous) =>
            [.. learner.Plan(Trials.Situation(new ModuleOptions(), inUse).From(previous)).Candidates.Select(c => c.Value)];

        Assert.Equal([4, 16], Candidates(10, -1));
        Assert.Equal([4, 16, 9], Candidates(10, 9));
        Assert.Equal([4, 16], Candidates(10, 16));
        Assert.Equal([0, 9], Candidates(3, -1));
        Assert.Equal([14, 7], Candidates(20, 7));
    }
}
