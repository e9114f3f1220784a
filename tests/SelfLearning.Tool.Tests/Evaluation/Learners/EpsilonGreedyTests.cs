using SelfLearning.Learning;
using SelfLearning.Tool.Evaluation.Learners;

namespace SelfLearning.Tool.Tests.Evaluation.Learners;

public class EpsilonGreedyTests
{
    private static readonly ParameterSpace Space = new(
        ParameterDefinition.Categorical("style", "plain", "plain", "warm", "bold"), ParameterDefinition.Integer("level", 10, 0, 20));

    private static readonly LearnerSituation Situation = new([0, 10], [-1, 3], new ModuleOptions());

    private readonly IContextLearner _learner = new EpsilonGreedyStrategy().Create(Space, null);

    [Fact]
    public void It_tries_all_values_of_a_choice_and_the_near_and_previous_ones_of_a_number_evenly()
    {
        var plan = _learner.Plan(Situation);
        Assert.Equal([(0, 1), (0, 2), (1, 6), (1, 14), (1, 3)], plan.Candidates.Select(c => (c.Parameter, c.Value)));
        Assert.All(plan.Candidates, c => Assert.Equal(0.02, c.Share, 1e-12));
        Assert.Equal(0.1, plan.TrialShare);
    }

    [Fact]
    public void The_best_mean_is_wanted_at_once_and_a_correction_moves_it()
    {
        var policy = Policy();
        var tried = new Observation(0.9, policy, 0, 0);
        _learner.Learn(new Observation(0.5, policy, -1, 0), Situation);
        Assert.Empty(_learner.Propose(Situation));

        var fold = _learner.Learn(tried, Situation);
        var proposal = Assert.Single(_learner.Propose(Situation));
        Assert.Equal((0, 1, 1.0), (proposal.Parameter, proposal.Value, proposal.Confidence));
        Assert.Equal(0.4, proposal.Difference, 1e-12);

        _learner.Correct(tried with { Quality = 0.4 }, 0.9, fold, Situation);
        Assert.Empty(_learner.Propose(Situation));
    }

    private Policy Policy()
    {
        var plan = _learner.Plan(Situation);
        return Learning.Policy.Resolve(
            new PolicySnapshot
            {
                Version = 1,
                PublishedAt = DateTimeOffset.UnixEpoch,
                Values = [new ParameterValue("style", "plain"), new ParameterValue("level", "10")],
                Candidates = [.. plan.Candidates.Select(c => new PolicyCandidate(Space[c.Parameter].Name, Space[c.Parameter].Values[c.Value], c.Share))],
                TrialShare = plan.TrialShare,
            },
            Space);
    }
}
