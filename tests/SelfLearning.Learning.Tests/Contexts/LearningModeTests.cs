namespace SelfLearning.Learning.Tests.Contexts;

public class LearningModeTests
{
    private static readonly ModuleOptions Consent = new() { LearningMode = LearningMode.RequireApproval };

    [Fact]
    public void Automatic_applies_at_most_one_adaptation_a_cycle_the_first_that_may_be()
    {
        var run = new ContextRun();
        run.Model.Pin("level", null, ContextRun.Ann, run.Now);
        var made = run.Cycle(run.Want("level", "5"), run.Want("style", "warm", 0.8), run.Want("style", "bold", 0.9)).Adaptations;
        Assert.Equal(
            [("level", "5", AdaptationStatus.Proposed), ("style", "warm", AdaptationStatus.Applied)],
            made.Select(a => (a.ParameterName, a.NewValue, a.Status)));
        Assert.Equal(["warm", "4"], run.InUse);
        Assert.Equal(("plain", "learner", 0.8, 0.25, run.Model.Cycle), (made[1].OldValue, made[1].DecidedBy, made[1].Confidence, made[1].MetricsBasis.Difference, made[1].MetricsBasis.LearningCycle));
    }

    [Fact]
    public void The_same_cycle_says_nothing_more_about_a_parameter_it_has_changed()
    {
        // Bold was compared with warm, which is no longer in use.
        var run = new ContextRun(Consent);
        var first = run.Cycle(run.Want("style", "warm")).Adaptations[0];
        run.Model.Approve(first.Id, ContextRun.Ann, run.Now);
        var made = run.Cycle(run.Want("style", "plain"), run.Want("style", "bold")).Adaptations;
        Assert.Equal(("plain", AdaptationStatus.Applied), (Assert.Single(made).NewValue, made[0].Status));
    }

    [Fact]
    public void Require_approval_only_proposes_and_keeps_one_open_proposal_for_each_value()
    {
        var run = new ContextRun(Consent);
        var proposal = Assert.Single(run.Cycle(run.Want("style", "warm")).Adaptations);
        Assert.Equal((AdaptationStatus.Proposed, "learner"), (proposal.Status, proposal.DecidedBy));
        Assert.Equal(["plain", "4"], run.InUse);
        Assert.Empty(run.Cycle(run.Want("style", "warm")).Adaptations);
        Assert.Single(run.Cycle(run.Want("style", "warm"), run.Want("style", "bold")).Adaptations);
    }

    [Theory]
    [InlineData(true, AdaptationStatus.Applied)]
    [InlineData(false, AdaptationStatus.Proposed)]
    public void An_approved_change_is_rolled_back_without_asking_if_the_options_say_so(bool automatic, AdaptationStatus expected)
    {
        var run = new ContextRun(Consent with { AutomaticRollback = automatic });
        var change = run.Cycle(run.Want("style", "warm")).Adaptations[0];
        run.Model.Approve(change.Id, ContextRun.Ann, run.Now);
        var back = Assert.Single(run.Cycle(run.Want("style", "plain", 0.7)).Adaptations);
        Assert.Equal((expected, change.Id), (back.Status, back.Undoes));
        Assert.Equal([automatic ? "plain" : "warm", "4"], run.InUse);
    }

    [Fact]
    public void What_was_rolled_back_without_asking_comes_again_only_with_consent()
    {
        var run = new ContextRun(Consent);
        run.Model.Approve(run.Cycle(run.Want("style", "warm")).Adaptations[0].Id, ContextRun.Ann, run.Now);
        run.Cycle(run.Want("style", "plain"));
        Assert.Equal(["plain", "4"], run.InUse);
        Assert.Equal(AdaptationStatus.Proposed, Assert.Single(run.Cycle(run.Want("style", "warm")).Adaptations).Status);
        Assert.Equal(["plain", "4"], run.InUse);
    }

    [Fact]
    public void A_rollback_marks_what_it_undoes_and_names_it()
    {
        var run = new ContextRun(new ModuleOptions { AdaptationThreshold = 0.95 });
        run.Judge(run.Decide(), 0.5);
        var change = run.Cycle(run.Want("style", "warm", 0.96)).Adaptations[0];
        // Going back needs 0.7, however high the threshold.
        var back = Assert.Single(run.Cycle(run.Want("style", "plain", 0.7)).Adaptations);
        Assert.Equal((AdaptationStatus.Applied, change.Id), (back.Status, back.Undoes));
        Assert.Equal(
            "Rolls back adaptation 1 ('plain' to 'warm'): 'plain' averages 0.500 over 1 feedback, 'warm' has no feedback; "
            + "estimated difference +0.250, confidence 0.70.", back.Reason);
        Assert.Equal((AdaptationStatus.RolledBack, "learner"), (run.Model.Adaptations.Require(change.Id).Status, run.Model.Adaptations.Require(change.Id).DecidedBy));
        Assert.Equal(2, run.Model.Adaptations.AppliedCount);
    }

    [Theory]
    [InlineData(true, LearningMode.Off)]
    [InlineData(false, LearningMode.Automatic)]
    public void Off_serves_the_values_in_use_proposes_nothing_and_goes_on_measuring(bool enable, LearningMode mode)
    {
        var run = new ContextRun(new ModuleOptions { EnableAdaptation = enable, LearningMode = mode });
        run.Script.Plan = _ => new TrialPlan(0.1, [new Candidate(0, 1, 0.1)]);
        run.Judge(run.Decide(), 0.25);
        Assert.Empty(run.Cycle(run.Want("style", "warm")).Adaptations);
        Assert.Equal((1, 0.25), run.Model.Statistics.Of("style", "plain"));
        Assert.Single(run.Script.Told);
        Assert.Empty(run.Model.Policies.Current.Candidates);
        Assert.Empty(run.Model.Adaptations.All);
    }

    [Fact]
    public void A_rejection_below_the_threshold_is_recorded_once_while_the_value_in_use_stays()
    {
        var run = new ContextRun();
        Proposal[] weak = [run.Want("style", "warm", 0.69), run.Want("style", "bold", 0.6)];
        Assert.Equal(["threshold", "threshold"], run.Cycle(weak).Adaptations.Select(a => a.DecidedBy));
        for (var i = 0; i < 3; i++) Assert.Empty(run.Cycle(weak).Adaptations);
        run.Cycle(run.Want("style", "warm"));
        run.Cycle(run.Want("style", "plain"));
        Assert.Equal(2, run.Cycle(weak).Adaptations.Length);
    }

    [Theory]
    [InlineData(LearningMode.Off)]
    [InlineData(LearningMode.RequireApproval)]
    public void A_context_that_was_away_when_the_mode_changed_does_not_go_on_with_its_old_trials(LearningMode mode)
    {
        var run = new ContextRun(strategy: new BettingStrategy(), publishing: PublishingRule.Always);
        for (var i = 0; i < 400; i++)
        {
            var candidate = run.Model.Policy.Candidates.ToList().FindIndex(c => c.Parameter == 0 && c.Value == 1);
            run.Judge(run.Decide(i % 2 == 0 ? candidate : -1), i % 2 == 0 ? 0.75 : 0.5);
            run.Now += TimeSpan.FromSeconds(1);
            if (i % 10 == 9) run.Model.RunCycle(run.Now);
            if (run.Model.Policies.Current.TrialShare > 0.3) break;
        }

        Assert.True(run.Model.Policies.Current.TrialShare > 0.3, "traffic follows confidence");
        var options = new ModuleOptions { LearningMode = mode };
        run.Reload(run.Model.Definition with { Options = options, Revision = 2 });
        Assert.InRange(run.Model.Policies.Current.TrialShare, 0, mode == LearningMode.Off ? 0 : options.ExplorationRate + 1e-9);
    }
}
