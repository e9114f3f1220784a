using SelfLearning.Learning.Tests.Contexts;
using static SelfLearning.LearningStatusReason;

namespace SelfLearning.Learning.Tests.Status;

public class LearningStatusTests
{
    private static readonly Decider Ann = new("ann");

    // Level 7 is on trial while 4 is in use.
    private static readonly int Seven = ContextRun.Space[1].IndexOf("7");

    private readonly ScriptedStrategy _script = new();

    [Fact]
    public void Without_feedback_it_says_how_many_are_needed()
    {
        var status = Of(Run());

        Says(status, NoFeedback, "There is no feedback to learn from yet: learning begins with 3 feedbacks.");
        Assert.Equal((3, 0L, 0), (status.NeededFeedbacks, status.LearnedFeedbacks, status.QueuedFeedbacks));
    }

    [Fact]
    public void Feedback_that_came_too_late_is_named()
    {
        var run = Run();
        var old = run.Decide();
        run.Now += TimeSpan.FromDays(8);
        Assert.Equal(FeedbackReceipt.Late, run.Judge(old, 0.5));

        Says(Of(run), NoFeedback, "There is no feedback to learn from yet (1 came too late to be counted): learning begins with 3 feedbacks.");
    }

    [Fact]
    public void Fewer_feedbacks_than_a_cycle_begins_with_are_too_few()
    {
        var run = Run();
        run.Judge(run.Decide(), 0.5);
        run.Judge(run.Decide(), 0.5);
        var status = Of(run);

        Says(status, TooFewFeedbacks, "There are 2 feedbacks so far, too few to learn from: a learning cycle begins with 3, or when none is added for 1 minute.");
        Assert.Equal((3, 2), (status.NeededFeedbacks, status.QueuedFeedbacks));
        run.Judge(run.Decide(), 0.5);
        Says(Of(run), LearningStatusReason.Learning, "It learns: 3 feedbacks wait for the first learning cycle.");
    }

    [Fact]
    public void It_needs_no_more_than_the_ten_that_start_a_cycle_at_once()
    {
        var run = Run(new ModuleOptions { MinimumFeedback = 50 });
        Assert.Equal(10, Of(run).NeededFeedbacks);
        Says(Of(run), NoFeedback, "There is no feedback to learn from yet: learning begins with 10 feedbacks.");
        for (var i = 0; i < 9; i++) run.Judge(run.Decide(), 0.5);
        Assert.Equal(10, Of(run).NeededFeedbacks);
        Says(Of(run), TooFewFeedbacks, "There are 9 feedbacks so far, too few to learn from: a learning cycle begins with 10, or when none is added for 1 minute.");
        run.Judge(run.Decide(), 0.5);
        Says(Of(run), LearningStatusReason.Learning, "It learns: 10 feedbacks wait for the first learning cycle.");
    }

    [Fact]
    public void A_value_is_compared_long_before_it_has_as_many_feedbacks_as_the_interval_waits_for()
    {
        var options = new ModuleOptions { MinimumFeedback = 50 };
        Assert.Equal(BelowThreshold, Of(Compared(100, 0.5, 20, 0.55, confidence: 0.6, options)).Reason);
        Says(Of(Compared(100, 0.5, 9, 0.55, confidence: 0.6, options)), TooFewFeedbacks, "109 feedbacks were learned, too few to compare values: 'level' = '7' on trial has 9 and '4' in use has 100, and each needs 10.");
    }

    [Fact]
    public void Too_few_feedbacks_about_a_value_on_trial_cannot_be_compared()
    {
        var status = Of(Compared(20, 0.5, 2, 0.9));

        Says(status, TooFewFeedbacks, "22 feedbacks were learned, too few to compare values: 'level' = '7' on trial has 2 and '4' in use has 20, and each needs 3.");
        Assert.Equal((2L, 20L, 3), (status.Best!.Count, status.Best.CountInUse, status.NeededFeedbacks));
    }

    [Fact]
    public void What_is_still_open_is_being_compared()
    {
        var status = Of(Compared(20, 0.5, 10, 0.55, confidence: 0.2));

        Says(status, LearningStatusReason.Learning, "It learns: 'level' = '7' is being compared with '4' in use (difference in quality +0.050, 95 % interval -0.309 to +0.393, from 10 and 20 feedbacks); its confidence is 0.20, and 0.70 is needed.");
    }

    [Fact]
    public void Values_that_score_alike_show_no_difference()
    {
        var status = Of(Compared(200, 0.98, 200, 0.98, confidence: 0.05));

        Says(status, NoDifference, "No difference worth a change was found: the best value on trial, 'level' = '7', is much like '4' in use (difference in quality 0.000, 95 % interval -0.030 to +0.030, from 200 and 200 feedbacks).");
        Assert.True(status.Best!.High <= LearningStatusRule.Noticeable);
    }

    [Fact]
    public void A_value_that_scores_worse_shows_no_difference_worth_a_change() =>
        Assert.Equal(NoDifference, Of(Compared(100, 0.9, 100, 0.5, confidence: 0.01)).Reason);

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.69)]
    public void A_better_value_below_the_threshold_is_named_with_both(double confidence)
    {
        var status = Of(Compared(100, 0.5, 100, 0.9, confidence));

        Says(status, BelowThreshold, $"'level' = '7' looks better than '4' in use (difference in quality +0.400, 95 % interval +0.278 to +0.506, from 100 and 100 feedbacks), but the confidence of {confidence:0.00} is below the threshold of 0.70.");
    }

    [Fact]
    public void A_learner_that_is_nearly_sure_is_believed_before_the_means_are() =>
        Assert.Equal(BelowThreshold, Of(Compared(20, 0.5, 10, 0.55, confidence: 0.6)).Reason);

    [Fact]
    public void A_value_that_has_reached_the_threshold_is_not_said_to_be_below_it() =>
        Assert.Equal(LearningStatusReason.Learning, Of(Compared(100, 0.5, 100, 0.9, confidence: 0.75)).Reason);

    [Fact]
    public void A_proposal_that_the_threshold_refused_is_named_where_nothing_is_tried()
    {
        var run = new ContextRun(strategy: _script, options: new ModuleOptions { AdaptationThreshold = 0.9 });
        Learn(run, -1, 3, 0.2);
        Cycle(run, run.Want("level", "5", 0.75));
        var status = Of(run);

        Says(status, BelowThreshold, "Adaptation 1 of 'level' from '4' to '5' was not applied: its confidence of 0.75 was below the threshold, which is 0.90 now.");
        Assert.Equal(1, status.Adaptation!.Id);
    }

    [Fact]
    public void A_strategy_that_tries_nothing_and_wants_nothing_finds_no_difference()
    {
        var run = new ContextRun(strategy: _script);
        Learn(run, -1, 3, 0.2);
        Cycle(run);

        Says(Of(run), NoDifference, "3 feedbacks were learned and no change follows from them: no other value is on trial.");
    }

    [Fact]
    public void A_proposal_waits_for_a_person()
    {
        var run = new ContextRun(strategy: _script, options: new ModuleOptions { LearningMode = LearningMode.RequireApproval });
        Learn(run, -1, 3, 0.2);
        Cycle(run, run.Want("level", "5", 0.8));
        Says(Of(run), WaitingForApproval, "Adaptation 1 waits for approval: it changes 'level' from '4' to '5' (confidence 0.80).");

        run.Model.Suggest(new("style", "warm"), Ann, run.Now);
        var both = Of(run);
        Says(both, WaitingForApproval, "2 adaptations wait for approval; the latest, number 2, changes 'style' from 'plain' to 'warm'; the parameter is pinned by ann, so it is not applied without a person.");
        Assert.Equal(2, both.Adaptation!.Id);
        Assert.Empty(both.Pins);
    }

    [Fact]
    public void A_learned_change_is_told_for_a_day_and_who_approved_it()
    {
        var run = new ContextRun(strategy: _script, options: new ModuleOptions { LearningMode = LearningMode.RequireApproval });
        Learn(run, -1, 3, 0.2);
        Cycle(run, run.Want("level", "5", 0.8));
        run.Model.Approve(1, Ann, run.Now);
        Says(Of(run), Adapted, "It learns: 'level' was changed from '4' to '5' less than a minute ago (adaptation 1, confidence 0.80, approved by ann).");

        run.Now += LearningStatusRule.Lately - TimeSpan.FromTicks(1);
        var still = Of(run);
        Says(still, Adapted, "It learns: 'level' was changed from '4' to '5' 23 hours ago (adaptation 1, confidence 0.80, approved by ann).");
        Assert.Equal(1, still.Adaptation!.Id);
        run.Now += TimeSpan.FromTicks(1);
        Assert.NotEqual(Adapted, Of(run).Reason);
    }

    [Fact]
    public void A_rollback_by_the_learner_is_told_as_a_change_back()
    {
        var run = new ContextRun(strategy: _script);
        Learn(run, -1, 3, 0.2);
        Cycle(run, run.Want("level", "5", 0.8));
        Cycle(run, run.Want("level", "4", 0.75));

        Says(Of(run), Adapted, "It learns: 'level' was changed back from '5' to '4' less than a minute ago (adaptation 2, confidence 0.75).");
    }

    [Fact]
    public void A_change_that_other_contexts_speak_for_is_told_as_theirs()
    {
        var run = new ContextRun(strategy: _script);
        Cycle(run, run.Want("level", "5", 0.8) with { IsInherited = true, OtherContexts = 4 });

        Says(Of(run), Adapted, "It learns: 'level' was changed from '4' to '5' less than a minute ago (adaptation 1, confidence 0.80, inherited from other contexts).");
    }

    [Fact]
    public void What_a_person_decided_is_not_told_as_learned()
    {
        var run = Run();
        run.Model.Suggest(new("level", "9"), Ann, run.Now);

        Assert.Equal(NoFeedback, Of(run).Reason);
    }

    [Fact]
    public void It_is_pinned_when_every_parameter_is()
    {
        var run = Run();
        run.Model.Pin("level", "6", Ann, run.Now);
        Assert.Equal(NoFeedback, Of(run).Reason);
        run.Model.Pin("style", null, new Decider("ben"), run.Now);
        var status = Of(run);

        Says(status, Pinned, "All 2 parameters are pinned, so nothing may be changed: 'style' at 'plain' by ben, 'level' at '6' by ann.");
        Assert.Equal(["style", "level"], status.Pins.Select(pin => pin.ParameterName));
        run.Model.Release("style");
        Assert.Equal(NoFeedback, Of(run).Reason);
    }

    [Fact]
    public void The_only_parameter_and_many_are_both_readable()
    {
        var one = new ContextRun(space: new ParameterSpace(ContextRun.Space[1]));
        one.Model.Pin("level", null, Ann, one.Now);
        Says(Of(one), Pinned, "The only parameter is pinned, so nothing may be changed: 'level' at '4' by ann.");

        var five = new ContextRun(space: new ParameterSpace([.. Enumerable.Range(1, 5).Select(i => ParameterDefinition.Boolean($"p{i}", false))]));
        foreach (var parameter in five.Model.Space.Parameters) five.Model.Pin(parameter.Name, null, Ann, five.Now);
        Says(Of(five), Pinned, "All 5 parameters are pinned, so nothing may be changed: 'p1' at 'false' by ann, 'p2' at 'false' by ann, 'p3' at 'false' by ann and 2 more.");
        Assert.Equal(5, Of(five).Pins.Length);
    }

    [Fact]
    public void Off_says_which_option()
    {
        Says(Of(Run(new ModuleOptions { EnableAdaptation = false })), Off, "Learning is switched off for this module (EnableAdaptation is false): the values in use stay, and operations and feedback are only recorded.");
        Says(Of(Run(new ModuleOptions { LearningMode = LearningMode.Off })), Off, "Learning is switched off for this module (LearningMode is Off): the values in use stay, and operations and feedback are only recorded.");
        var nothingTried = new ContextRun(new ModuleOptions { ExplorationRate = 0 }, new BettingStrategy());
        Says(Of(nothingTried), Off, "No call tries another value (ExplorationRate is 0), so there is nothing to compare the values in use with.");
    }

    [Fact]
    public void A_module_without_parameters_has_nothing_to_learn() =>
        Says(Of(new ContextRun(space: ParameterSpace.Empty)), NothingToLearn, "This module has no parameters: it is measured, and there is nothing to change.");

    [Fact]
    public void Without_storage_nothing_else_matters()
    {
        var status = LearningStatusRule.StorageUnavailable("folk");

        Says(status, StorageUnavailable, "Storage cannot be used now: calls get the values in use, and feedback is neither accepted nor learned until storage answers again.");
        Assert.Equal("folk", status.Context);
    }

    [Fact]
    public void A_pinned_parameter_is_not_compared()
    {
        var run = Compared(100, 0.5, 100, 0.9, confidence: 0.6);
        run.Model.Pin("level", null, Ann, run.Now);

        Says(Of(run), NoDifference, "200 feedbacks were learned and no change follows from them: no other value is on trial.");
    }

    private static LearningStatus Of(ContextRun run) => LearningStatusRule.Of(run.Model, run.Now);

    private static void Says(LearningStatus status, LearningStatusReason reason, string explanation)
    {
        Assert.Equal(explanation, status.Explanation);
        Assert.Equal(reason, status.Reason);
    }

    private ContextRun Run(ModuleOptions? options = null) => new(options, _script);

    private ContextRun Compared(int inUse, double quality, int trial, double trialQuality, double? confidence = null, ModuleOptions? options = null)
    {
        _script.Plan = situation => situation.Options.EffectiveMode == LearningMode.Off ? TrialPlan.None : new TrialPlan(0.1, [new Candidate(1, Seven, 0.1)]);
        _script.Confidence = confidence;
        var run = Run(options);
        Learn(run, -1, inUse, quality);
        Learn(run, 0, trial, trialQuality);
        return run;
    }

    private void Learn(ContextRun run, int candidate, int count, double quality)
    {
        for (var i = 0; i < count; i++) Assert.Equal(FeedbackReceipt.Accepted, run.Judge(run.Decide(candidate), quality));
        while (run.Model.Ledger.Queue.Count > 0) Cycle(run);
    }

    private void Cycle(ContextRun run, params Proposal[] proposals)
    {
        _script.Proposals.AddRange(proposals);
        run.Model.RunCycle(run.Now);
        _script.Proposals.Clear();
    }
}
