namespace SelfLearning.Learning.Tests.Contexts;

public class PeopleTests
{
    private static readonly ModuleOptions Consent = new() { LearningMode = LearningMode.RequireApproval };

    private static readonly Decider Ann = ContextRun.Ann;

    [Fact]
    public void A_suggestion_is_applied_and_pins_its_parameter()
    {
        var run = new ContextRun();
        var adaptation = run.Model.Suggest(new("style", "warm"), Ann, run.Now);
        Assert.Equal((AdaptationStatus.Applied, "plain", "ann", 1.0, Ann.Note), (adaptation.Status, adaptation.OldValue, adaptation.DecidedBy, adaptation.Confidence, adaptation.Note));
        Assert.Equal(["warm", "4"], run.InUse);
        Assert.Equal(new Pin("style", "warm", "ann", run.Now, Ann.Note), run.Model.Adaptations.Pins["style"]);
        Assert.Equal(AdaptationStatus.Proposed, Assert.Single(run.Cycle(run.Want("style", "bold")).Adaptations).Status);
        Assert.True(run.Model.Release("style"));
        Assert.False(run.Model.Release("style"));
        Assert.Equal(AdaptationStatus.Applied, Assert.Single(run.Cycle(run.Want("level", "5")).Adaptations).Status);
    }

    [Theory]
    [InlineData(LearningMode.RequireApproval)]
    [InlineData(LearningMode.Off)]
    public void A_suggestion_waits_where_nothing_is_applied_without_consent(LearningMode mode)
    {
        var run = new ContextRun(new ModuleOptions { LearningMode = mode });
        var first = run.Model.Suggest(new("style", "warm"), Ann, run.Now);
        Assert.Equal(AdaptationStatus.Proposed, first.Status);
        Assert.Equal(["plain", "4"], run.InUse);
        Assert.Equal("plain", run.Model.Adaptations.Pins["style"].Value);
        // The same again is one open proposal, the newer.
        var second = run.Model.Suggest(new("style", "warm"), new Decider("bob"), run.Now);
        Assert.Equal(AdaptationStatus.Superseded, run.Model.Adaptations.Require(first.Id).Status);
        Assert.Equal(AdaptationStatus.Applied, run.Model.Approve(second.Id, new Decider("cleo"), run.Now).Status);
        Assert.Equal(["warm", "4"], run.InUse);
        Assert.Equal(("warm", "bob"), (run.Model.Adaptations.Pins["style"].Value, run.Model.Adaptations.Pins["style"].PinnedBy));
    }

    [Fact]
    public void Approval_of_a_proposal_that_starts_from_another_value_supersedes_it()
    {
        var run = new ContextRun(Consent);
        run.Cycle(run.Want("style", "warm"), run.Want("style", "bold"));
        Assert.Equal(AdaptationStatus.Applied, run.Model.Approve(1, Ann, run.Now).Status);
        Assert.Equal(AdaptationStatus.Superseded, run.Model.Adaptations.Require(2).Status);
        Assert.Equal(run.Model.Adaptations.Require(2), run.Model.Approve(2, Ann, run.Now));
        Assert.Equal(["warm", "4"], run.InUse);
    }

    [Fact]
    public void Approval_of_a_value_that_left_the_space_supersedes_the_proposal()
    {
        var run = new ContextRun(Consent);
        run.Cycle(run.Want("style", "warm"));
        run.Change(new ParameterSpace(ParameterDefinition.Categorical("style", "plain", "plain", "bold"), ContextRun.Space[1]));
        Assert.Equal((AdaptationStatus.Superseded, "ann"), (run.Model.Approve(1, Ann, run.Now).Status, run.Model.Adaptations.Require(1).DecidedBy));
        Assert.Equal(["plain", "4"], run.InUse);
    }

    [Fact]
    public void Approval_does_not_pin_and_rejection_does()
    {
        var run = new ContextRun(Consent);
        run.Cycle(run.Want("style", "warm"), run.Want("level", "5"));
        run.Model.Approve(1, Ann, run.Now);
        Assert.Equal((AdaptationStatus.Rejected, "ann", Ann.Note), (run.Model.Reject(2, Ann, run.Now).Status, run.Model.Adaptations.Require(2).DecidedBy, run.Model.Adaptations.Require(2).Note));
        Assert.Equal(["level"], run.Model.Adaptations.Pins.Keys);
        Assert.Equal("4", run.Model.Adaptations.Pins["level"].Value);
        run.Refuses(model => model.Reject(2, Ann, run.Now), "2", "Rejected", "Proposed", "rejected");
    }

    [Fact]
    public void A_rollback_by_a_person_puts_the_old_value_back_and_pins_it()
    {
        var run = new ContextRun();
        run.Cycle(run.Want("style", "warm"));
        var undone = run.Model.RollBack(1, Ann, run.Now);
        Assert.Equal((1L, AdaptationStatus.RolledBack, "ann"), (undone.Id, undone.Status, undone.DecidedBy));
        Assert.Equal((1L, "plain", AdaptationStatus.Applied), (run.Model.Adaptations.Require(2).Undoes, run.Model.Adaptations.Require(2).NewValue, run.Model.Adaptations.Require(2).Status));
        Assert.Equal("Rolls back adaptation 1, decided by ann.", run.Model.Adaptations.Require(2).Reason);
        Assert.Equal("plain", run.Model.Adaptations.Pins["style"].Value);
        Assert.Equal(["plain", "4"], run.InUse);
        run.Refuses(model => model.RollBack(1, Ann, run.Now), "1", "RolledBack", "Applied", "rolled back");
    }

    [Fact]
    public void What_was_approved_came_into_force_then_and_says_so_after_it_was_rolled_back_and_saved()
    {
        var run = new ContextRun(Consent);
        run.Cycle(run.Want("style", "warm"));
        run.Now = ContextRun.Start.AddDays(2);
        run.Model.Approve(1, Ann, run.Now);
        run.Now = ContextRun.Start.AddDays(4);
        var undone = run.Model.RollBack(1, Ann, run.Now);
        run.Reload();
        Assert.Equal((ContextRun.Start, ContextRun.Start.AddDays(2), run.Now), (undone.CreatedAt, undone.AppliedAt!.Value, undone.DecidedAt));
        Assert.Equal([ContextRun.Start.AddDays(2), run.Now], run.Model.Adaptations.All.Select(adaptation => adaptation.AppliedAt!.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_waited_while_a_person_brought_its_value_into_force_never_was_in_force_itself(bool isPinned)
    {
        var run = new ContextRun(Consent);
        run.Cycle(run.Want("style", "warm"));
        if (isPinned) run.Model.Pin("style", "warm", Ann, run.Now);
        else run.Model.Approve(run.Model.Suggest(new("style", "warm"), Ann, run.Now).Id, Ann, run.Now);
        run.Model.Pin("style", "bold", Ann, run.Now);
        Assert.Equal(
            [(AdaptationStatus.Superseded, false), (AdaptationStatus.Superseded, true), (AdaptationStatus.Applied, true)],
            run.Model.Adaptations.All.Select(adaptation => (adaptation.Status, adaptation.AppliedAt is not null)));
    }

    [Fact]
    public void A_rollback_to_a_value_that_left_the_space_is_refused()
    {
        var run = new ContextRun();
        run.Cycle(run.Want("style", "warm"));
        run.Change(new ParameterSpace(ParameterDefinition.Categorical("style", "warm", "warm", "bold"), ContextRun.Space[1]));
        run.Refuses(model => model.RollBack(1, Ann, run.Now), "'plain'", "'style'", "warm, bold");
    }

    [Fact]
    public void A_pin_keeps_the_value_in_use_or_puts_another_one_in_use()
    {
        var run = new ContextRun();
        Assert.Equal("plain", run.Model.Pin("style", null, Ann, run.Now).Value);
        Assert.Empty(run.Model.Adaptations.All);
        Assert.Equal("bold", run.Model.Pin("style", "bold", Ann, run.Now).Value);
        Assert.Equal((AdaptationStatus.Applied, "Pinned by ann."), (Assert.Single(run.Model.Adaptations.All).Status, run.Model.Adaptations.All[0].Reason));
        Assert.Equal(["bold", "4"], run.InUse);
    }

    [Fact]
    public void What_a_person_decides_holds_for_the_next_call_even_right_after_another_policy()
    {
        var run = new ContextRun();
        run.Script.Plan = situation =>
            situation.Pinned == 0 ? new TrialPlan(0.5, [new Candidate(0, 1, 0.5)]) : new TrialPlan(0.49, [new Candidate(0, 1, 0.49)]);
        run.Cycle();
        Assert.Equal(0.5, run.Model.Policies.Current.TrialShare);
        run.Model.Pin("style", null, Ann, run.Now);
        Assert.Equal(0.49, run.Model.Policies.Current.TrialShare);
    }

    [Fact]
    public void Reset_goes_back_to_the_defaults_without_pins_and_draws_a_line_under_the_evidence()
    {
        var run = new ContextRun();
        run.Script.Plan = _ => new TrialPlan(0.1, [new Candidate(0, 2, 0.1)]);
        var learned = run.Decide();
        var waiting = run.Decide();
        run.Judge(learned, 0.5);
        run.Cycle(run.Want("style", "warm"));
        run.Model.Pin("level", null, Ann, run.Now);
        run.Cycle(run.Want("level", "5"));
        run.Judge(waiting, 0.25);
        var version = run.Model.Policies.Current.Version;

        run.Model.Reset(Ann, run.Now);
        Assert.Equal(["plain", "4"], run.InUse);
        Assert.Empty(run.Model.Adaptations.Pins);
        Assert.Equal(
            [AdaptationStatus.Superseded, AdaptationStatus.Superseded, AdaptationStatus.Applied], run.Model.Adaptations.All.Select(a => a.Status));
        Assert.Equal(version + 1, run.Model.Policies.Current.Version);
        Assert.Equal((0L, null), run.Model.Statistics.Of("style", "plain"));

        run.Script.Told.Clear();
        Assert.Equal(FeedbackReceipt.Corrected, run.Judge(learned, 1));
        Assert.Equal(FeedbackReceipt.Duplicate, run.Model.Receive(waiting, run.Made(0.25) with { CreatedAt = ContextRun.Start }, [], run.Now));
        run.Cycle();
        Assert.Empty(run.Script.Told);
        Assert.Equal(0, run.Model.LearnedCount);
        Assert.Equal((0L, null), run.Model.Statistics.Of("style", "plain"));
        Assert.Equal((2, 1.25), (run.Model.Movements.Sum(m => m.Count), run.Model.Movements.Sum(m => m.Sum)));
        run.Judge(run.Decide(), 1);
        run.Cycle();
        Assert.Equal((1, 1), (run.Script.Told.Count, run.Model.LearnedCount));
    }

    [Fact]
    public void Reset_takes_back_the_shares_at_once()
    {
        var run = new ContextRun();
        run.Script.Plan = _ => new TrialPlan(0.9, [new Candidate(0, 2, 0.9)]);
        run.Cycle();
        run.Script.Plan = _ => new TrialPlan(0.1, [new Candidate(0, 2, 0.1)]);
        run.Model.Reset(Ann, run.Now);
        Assert.Equal(0.1, run.Model.Policies.Current.TrialShare);
    }

    [Fact]
    public void Reset_by_a_strategy_that_throws_changes_nothing()
    {
        var run = new ContextRun();
        run.Cycle(run.Want("style", "warm"));
        var before = run.Saved();
        run.Script.Entering = method => throw new InvalidOperationException(method);
        Assert.Throws<InvalidOperationException>(() => run.Model.Reset(Ann, run.Now));
        Assert.Equal(before, run.Saved());
    }

    [Fact]
    public void Wrong_input_is_refused_with_what_is_known_and_changes_nothing()
    {
        var run = new ContextRun(Consent);
        run.Cycle(run.Want("style", "warm"));
        run.Refuses(model => model.Suggest(new("colour", "red"), Ann, run.Now), "'lyrics'", "'folk'", "'colour'", "style, level");
        run.Refuses(model => model.Suggest(new("style", "cold"), Ann, run.Now), "'style'", "'cold'", "plain, warm, bold");
        run.Refuses(model => model.Suggest(new("style", "plain"), Ann, run.Now), "'style'", "'plain'", "in use already");
        run.Refuses(model => model.Pin("colour", null, Ann, run.Now), "'colour'", "style, level");
        run.Refuses(model => model.Pin("colour", "red", Ann, run.Now), "'colour'", "style, level");
        run.Refuses(model => model.Pin("level", "11", Ann, run.Now), "'level'", "'11'");
        run.Refuses(model => model.Approve(7, Ann, run.Now), "7");
        run.Refuses(model => model.Reject(7, Ann, run.Now), "7");
        run.Refuses(model => model.RollBack(7, Ann, run.Now), "7");
        run.Refuses(model => model.RollBack(1, Ann, run.Now), "1", "Proposed", "Applied", "rolled back");
        run.Refuses(model => model.Release("colour"), "'colour'", "style, level");
    }

    [Fact]
    public void A_decider_without_a_name_or_with_too_much_to_say_is_refused_everywhere()
    {
        var run = new ContextRun(Consent);
        run.Cycle(run.Want("style", "warm"));
        foreach (var (decider, word) in new[] { (new Decider(""), "1 to 147"), (new Decider(new string('a', 148)), "1 to 147"), (new Decider("ann", new string('n', 1001)), "1001") })
        {
            run.Refuses(model => model.Suggest(new("style", "bold"), decider, run.Now), word);
            run.Refuses(model => model.Approve(1, decider, run.Now), word);
            run.Refuses(model => model.Reject(1, decider, run.Now), word);
            run.Refuses(model => model.RollBack(1, decider, run.Now), word);
            run.Refuses(model => model.Pin("style", "bold", decider, run.Now), word);
            run.Refuses(model => model.Reset(decider, run.Now), word);
        }
    }
}
