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

    [Fact]
    public void The_learner_waits_with_further_proposals_while_as_many_are_open_as_may_be()
    {
        var run = new ContextRun(Consent, space: new ParameterSpace(ParameterDefinition.Integer("level", 0, 0, 40)));
        var proposals = Enumerable.Range(1, 40).Select(value => run.Want("level", $"{value}")).ToArray();
        Assert.Equal(AdaptationSet.MaximumProposals, run.Cycle(proposals).Adaptations.Length);
        Assert.Empty(run.Cycle(proposals).Adaptations);
        Assert.All(run.Model.Adaptations.All, adaptation => Assert.Equal(AdaptationStatus.Proposed, adaptation.Status));
        run.Model.Reject(1, ContextRun.Ann, run.Now);
        Assert.Equal($"{AdaptationSet.MaximumProposals + 1}", Assert.Single(run.Cycle(proposals).Adaptations).NewValue);
    }

    [Fact]
    public void What_a_person_rejected_is_not_proposed_again_until_its_pin_is_released()
    {
        var run = new ContextRun(Consent, space: new ParameterSpace(ContextRun.Space[0]));
        run.Model.Reject(Assert.Single(run.Cycle(run.Want("style", "warm")).Adaptations).Id, ContextRun.Ann, run.Now);
        for (var i = 0; i < 3; i++) Assert.Empty(run.Cycle(run.Want("style", "warm")).Adaptations);
        run.Reload();
        Assert.Empty(run.Cycle(run.Want("style", "warm")).Adaptations);
        Assert.Equal(LearningStatusReason.Pinned, LearningStatusRule.Of(run.Model, run.Now).Reason);
        // The no was to warm alone.
        var other = Assert.Single(run.Cycle(run.Want("style", "warm"), run.Want("style", "bold")).Adaptations);
        Assert.Equal(("bold", AdaptationStatus.Proposed), (other.NewValue, other.Status));

        run.Model.Release("style");
        var again = Assert.Single(run.Cycle(run.Want("style", "warm")).Adaptations);
        Assert.Equal(("warm", AdaptationStatus.Proposed), (again.NewValue, again.Status));
        Assert.Empty(run.Cycle(run.Want("style", "warm")).Adaptations);
    }

    [Fact]
    public void What_the_threshold_rejected_is_proposed_once_it_is_sure_enough_although_the_parameter_is_pinned()
    {
        var run = new ContextRun();
        run.Model.Pin("style", null, ContextRun.Ann, run.Now);
        Assert.Equal(AdaptationStatus.Rejected, Assert.Single(run.Cycle(run.Want("style", "warm", 0.6)).Adaptations).Status);
        Assert.Equal(AdaptationStatus.Proposed, Assert.Single(run.Cycle(run.Want("style", "warm", 0.8)).Adaptations).Status);
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
    [InlineData(1.8, 1, "+1.000")]
    [InlineData(-1.8, -1, "-1.000")]
    public void An_estimate_is_never_said_to_be_more_than_a_quality_can_differ_by(double estimated, double told, string text)
    {
        var run = new ContextRun();
        var adaptation = Assert.Single(run.Cycle(run.Want("style", "warm") with { Difference = estimated }).Adaptations);
        Assert.Equal(told, adaptation.MetricsBasis.Difference);
        Assert.Contains($"estimated difference {text},", adaptation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_corrections_at_once_do_not_blow_an_estimate_up()
    {
        var run = new ContextRun(new ModuleOptions { MaximumFeedbackPerCycle = 1000 }, new BettingStrategy(), new ParameterSpace(ContextRun.Space[0]));
        var decided = Enumerable.Range(0, 600).Select(i => (Id: run.Decide(i % 2 - 1), Quality: i % 2 == 0 ? 0.7 : 0.9)).ToList();
        foreach (var (id, _) in decided) run.Judge(id, 0.5, FeedbackSource.Automatic);
        Assert.Empty(run.Model.RunCycle(run.Now).Adaptations);
        foreach (var (id, quality) in decided) Assert.Equal(FeedbackReceipt.Corrected, run.Judge(id, quality));

        var adaptation = Assert.Single(run.Model.RunCycle(run.Now).Adaptations);
        Assert.Equal((0.7, 0.9, 1.0), (Math.Round(adaptation.MetricsBasis.OldMean!.Value, 9), Math.Round(adaptation.MetricsBasis.NewMean!.Value, 9), adaptation.MetricsBasis.Difference));
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
