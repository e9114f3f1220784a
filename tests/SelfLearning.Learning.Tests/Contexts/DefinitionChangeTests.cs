namespace SelfLearning.Learning.Tests.Contexts;

public class DefinitionChangeTests
{
    private static readonly ParameterDefinition Level = ContextRun.Space[1];

    private static ParameterDefinition Style(params string[] values) => ParameterDefinition.Categorical("style", values[0], values);

    // A run that has learned of warm, with 40 feedbacks on either side.
    private static ContextRun Learned()
    {
        var run = new ContextRun(new ModuleOptions { AdaptationThreshold = 0.99 }, new BettingStrategy(), publishing: PublishingRule.Always);
        for (var i = 0; i < 80; i++)
        {
            var warm = run.Model.Policies.Current.Candidates.ToList().FindIndex(c => c.Value == "warm");
            run.Judge(run.Decide(i % 2 == 0 ? warm : -1), i % 2 == 0 ? 0.625 : 0.5);
            if (i % 10 == 9) run.Model.RunCycle(run.Now);
        }

        return run;
    }

    private static double Confidence(ContextRun run, string value) =>
        run.Model.Estimates().Single(e => e.ParameterName == "style" && e.Value == value).Confidence!.Value;

    private static double Odds(ContextRun run) => Confidence(run, "warm") / Confidence(run, "bold");

    [Fact]
    public void The_same_definition_changes_nothing()
    {
        var run = Learned();
        var before = run.Saved();
        Assert.False(run.Model.ChangeDefinition(run.Model.Definition with { }, run.Now));
        Assert.Equal(before, run.Saved());
    }

    [Fact]
    public void Values_in_another_order_change_no_confidence_and_no_share()
    {
        var run = Learned();
        var (before, shares) = (Confidence(run, "warm"), run.Model.Policies.Current.Candidates.ToDictionary(c => c.ParameterName + c.Value, c => c.Share));
        Assert.True(before > 0.5, $"{before} is no evidence");
        run.Change(new ParameterSpace(Level, ParameterDefinition.Categorical("style", "plain", "bold", "warm", "plain")));
        Assert.Equal(before, Confidence(run, "warm"), 1e-9);
        Assert.Equal(["4", "plain"], run.InUse);
        foreach (var candidate in run.Model.Policies.Current.Candidates) Assert.Equal(shares[candidate.ParameterName + candidate.Value], candidate.Share, 1e-9);
    }

    [Fact]
    public void Added_values_and_parameters_keep_the_evidence()
    {
        var run = Learned();
        var odds = Odds(run);
        var basis = run.Model.Statistics.Of("style", "warm");
        run.Change(new ParameterSpace(ParameterDefinition.Boolean("rhyme", true), Style("plain", "warm", "bold", "cold"), Level));
        Assert.Equal(["true", "plain", "4"], run.InUse);
        // The prior is shared by more candidates; without evidence all are alike.
        Assert.True(odds > 1.5 && Odds(run) > 1.5, $"{odds} and {Odds(run)}");
        Assert.Equal(basis, run.Model.Statistics.Of("style", "warm"));
        Assert.Contains(run.Model.Policies.Current.Candidates, c => c.ParameterName == "rhyme");
    }

    [Fact]
    public void There_and_back_again_is_as_before()
    {
        var run = Learned();
        var (before, values) = (Confidence(run, "warm"), run.InUse.ToArray());
        run.Change(new ParameterSpace(Style("plain", "warm", "bold", "cold"), Level));
        run.Change(ContextRun.Space);
        Assert.Equal(before, Confidence(run, "warm"), 1e-12);
        Assert.Equal(values, run.InUse);
        Assert.Empty(run.Model.Adaptations.All);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_value_in_use_that_left_falls_back_to_the_default_and_says_so(bool away)
    {
        var run = new ContextRun();
        run.Cycle(run.Want("style", "warm"));
        run.Cycle(run.Want("style", "bold"));
        run.Model.Pin("style", null, ContextRun.Ann, run.Now);
        var space = new ParameterSpace(Style("plain", "warm"), Level);
        if (away) run.Reload(run.Model.Definition with { Parameters = space, Revision = 2 });
        else run.Change(space);
        Assert.Equal(["plain", "4"], run.InUse);
        var said = run.Model.Adaptations.All[^1];
        Assert.Equal(("definition", "bold", "plain", AdaptationStatus.Applied), (said.DecidedBy, said.OldValue, said.NewValue, said.Status));
        Assert.Contains("'bold' has left the parameter space", said.Reason, StringComparison.Ordinal);
        Assert.Equal(AdaptationStatus.Superseded, run.Model.Adaptations.Require(2).Status);
        Assert.Equal(("plain", "ann"), (run.Model.Adaptations.Pins["style"].Value, run.Model.Adaptations.Pins["style"].PinnedBy));

        // Warm was in use before bold, never before plain: to go there is a change, not a rollback.
        run.Model.Release("style");
        Assert.Equal(AdaptationStatus.Rejected, Assert.Single(run.Cycle(run.Want("style", "warm", 0.69)).Adaptations).Status);
        var change = Assert.Single(run.Cycle(run.Want("style", "warm")).Adaptations);
        Assert.Equal((AdaptationStatus.Applied, null), (change.Status, change.Undoes));
        Assert.Equal(AdaptationStatus.Superseded, run.Model.Adaptations.Require(said.Id).Status);
    }

    [Fact]
    public void A_parameter_that_left_takes_its_pin_and_its_adaptations_along()
    {
        var run = new ContextRun();
        run.Model.Pin("level", "7", ContextRun.Ann, run.Now);
        run.Change(new ParameterSpace(Style("plain", "warm", "bold")));
        Assert.Empty(run.Model.Adaptations.Pins);
        Assert.Equal(["plain"], run.InUse);
        Assert.Equal((AdaptationStatus.Superseded, "definition"), (run.Model.Adaptations.Require(1).Status, run.Model.Adaptations.Require(1).DecidedBy));
        run.Change(ContextRun.Space);
        Assert.Equal(["plain", "4"], run.InUse);
        Assert.Null(run.Model.Adaptations.InForce("level"));
        run.Refuses(model => model.RollBack(1, ContextRun.Ann, run.Now), "1", "Superseded", "Applied");
    }

    [Fact]
    public void Options_alone_hold_at_once_and_keep_everything_else()
    {
        var run = Learned();
        var before = Confidence(run, "warm");
        run.Change(options: new ModuleOptions { ExplorationRate = 0.01, TrialShareLimit = 0.01 });
        Assert.InRange(run.Model.Policies.Current.TrialShare, 1e-9, 0.01 + 1e-9);
        run.Change(options: new ModuleOptions { LearningMode = LearningMode.Off });
        Assert.Equal(0, run.Model.Policies.Current.TrialShare);
        run.Change(options: new ModuleOptions());
        Assert.Equal(before, Confidence(run, "warm"), 1e-12);
        Assert.Equal(80, run.Model.LearnedCount);
    }

    [Fact]
    public void Queued_decisions_whose_value_left_are_learned_as_telling_nothing()
    {
        var run = new ContextRun();
        run.Script.Plan = situation => new TrialPlan(0.1, [new Candidate(0, situation.Incumbents[0] == 1 ? 0 : 1, 0.1)]);
        run.Cycle();
        var id = run.Decide(0);
        Assert.Equal(FeedbackReceipt.Accepted, run.Judge(id, 1));
        run.Change(new ParameterSpace(Style("plain", "bold"), Level));
        Assert.Equal(1, run.Cycle().Feedbacks);
        var told = Assert.Single(run.Script.Told).Observation;
        Assert.False(told.TellsAbout(0) || told.TellsAbout(1));
        Assert.Empty(run.Model.Statistics.Known);
        Assert.Equal(1, run.Model.Movements.Sum(m => m.Count));
        Assert.Equal(FeedbackReceipt.Outdated, run.Judge(id, 0.5));
        Assert.Equal(1, run.Model.Ledger.OutdatedCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Values_that_left_the_space_are_forgotten_with_the_versions_that_tried_them(bool away)
    {
        var run = new ContextRun();
        run.Script.Plan = _ => new TrialPlan(0.1, [new Candidate(0, 1, 0.1)]);
        for (var week = 0; week < 100; week++)
        {
            var space = new ParameterSpace(Style("plain", $"text{week}"), Level);
            if (away) run.Reload(run.Model.Definition with { Parameters = space, Revision = week + 2 });
            else run.Change(space);
            run.Model.Pin("style", null, ContextRun.Ann, run.Now);
            Assert.Equal(FeedbackReceipt.Accepted, run.Judge(run.Decide(0), 0.25));
            run.Cycle();
            Assert.Equal((1, 0.25), run.Model.Statistics.Of("style", $"text{week}"));
            // As if segments had taken them over.
            run.Model.Policies.Drop(run.Model.Policies.Retired(), run.Model.Ledger.Queue);
        }

        Assert.InRange(run.Model.Statistics.Known.Count(), 2, run.Model.Space.Parameters.Sum(p => p.Values.Length) + PolicyHistory.Held + 8);
        run.Change(new ParameterSpace(Style("plain", "text0"), Level));
        Assert.Equal((0L, null), run.Model.Statistics.Of("style", "text0"));
    }

    [Fact]
    public void A_value_that_left_is_remembered_while_an_adaptation_in_force_names_it()
    {
        var run = new ContextRun();
        run.Cycle(run.Want("style", "bold"));
        run.Judge(run.Decide(), 0.25);
        run.Cycle();
        run.Change(new ParameterSpace(Style("plain", "warm"), Level));
        // Only the version in force is held.
        run.Model.Policies.Drop(run.Model.Policies.Versions.SkipLast(1).ToList(), run.Model.Ledger.Queue);
        run.Change(new ParameterSpace(Style("plain", "warm", "cold"), Level));
        Assert.Equal((1, 0.25), run.Model.Statistics.Of("style", "bold"));

        run.Cycle(run.Want("style", "warm"));
        run.Change(new ParameterSpace(Style("plain", "warm", "cold", "loud"), Level));
        run.Model.Policies.Drop(run.Model.Policies.Versions.SkipLast(1).ToList(), run.Model.Ledger.Queue);
        run.Change(new ParameterSpace(Style("plain", "warm"), Level));
        Assert.Equal((0L, null), run.Model.Statistics.Of("style", "bold"));
    }

    [Fact]
    public void Overridden_parameters_are_found_by_name_when_their_order_changes()
    {
        var run = new ContextRun();
        // The caller overrode the first parameter of its version, the style.
        run.Judge(run.Decide(overridden: 0b01), 1);
        run.Change(new ParameterSpace(Level, ParameterDefinition.Boolean("rhyme", false), Style("plain", "warm", "bold")));
        run.Cycle();
        var told = Assert.Single(run.Script.Told).Observation;
        Assert.Equal((0b100u, true, false, false), (told.Overridden, told.TellsAbout(0), told.TellsAbout(1), told.TellsAbout(2)));
        Assert.Equal([("level", "4")], run.Model.Statistics.Known);
    }

    [Fact]
    public void A_strategy_that_cannot_take_the_space_over_changes_nothing()
    {
        var run = new ContextRun();
        var before = run.Saved();
        run.Script.Entering = method => throw new InvalidOperationException(method);
        Assert.Throws<InvalidOperationException>(() => run.Change(new ParameterSpace(Level)));
        Assert.Equal((before, ContextRun.Space), (run.Saved(), run.Model.Space));
    }
}
