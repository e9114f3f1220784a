namespace SelfLearning.Learning.Tests.Contexts;

public class LearningCycleTests
{
    private const FeedbackSource User = FeedbackSource.User;
    private const FeedbackSource Automatic = FeedbackSource.Automatic;

    [Fact]
    public void A_new_context_serves_the_defaults_from_version_1()
    {
        var run = new ContextRun();
        Assert.Equal(1, run.Model.Policies.Current.Version);
        Assert.Equal(["plain", "4"], run.InUse);
        Assert.Equal(0, run.Model.Cycle);
        Assert.Equal(0, run.Model.Policies.Current.TrialShare);
    }

    [Fact]
    public void A_decision_is_learned_once_and_corrected_with_the_quality_it_was_learned_with()
    {
        var run = new ContextRun();
        var id = run.Decide();
        Assert.Equal(FeedbackReceipt.Accepted, run.Judge(id, 0.25));
        Assert.Equal(FeedbackReceipt.Replaced, run.Judge(id, 0.75));
        Assert.Equal(1, run.Cycle().Feedbacks);
        Assert.Equal(FeedbackReceipt.Corrected, run.Judge(id, 0.5));
        Assert.Equal(FeedbackReceipt.Corrected, run.Judge(id, 1));
        run.Cycle();
        Assert.Equal([(0.75, double.NaN), (1.0, 0.75)], run.Script.Told.Select(told => (told.Observation.Quality, told.Previous)));
        Assert.Equal(1, run.Model.LearnedCount);
        Assert.Equal((1, 1.0), run.Model.Statistics.Of("style", "plain"));
    }

    [Theory]
    [InlineData(User, Automatic, 0, 0.25, 0.25)]
    [InlineData(Automatic, User, 0, 1, 0.25)]
    [InlineData(User, Automatic, 3, 0.25, 0.8125)]
    [InlineData(Automatic, User, 3, 1, 0.8125)]
    public void A_second_source_corrects_the_decision_by_the_weights(
        FeedbackSource first, FeedbackSource second, double automaticAfterUser, double learned, double corrected)
    {
        // The user says 0.25, the program 1; with weights 1 and 3 the mean is 0.8125.
        var run = new ContextRun(new ModuleOptions { AutomaticWeightAfterUser = automaticAfterUser });
        var id = run.Decide();
        double Quality(FeedbackSource source) => source == User ? 0.25 : 1;
        Assert.Equal(FeedbackReceipt.Accepted, run.Judge(id, Quality(first), first));
        run.Cycle();
        Assert.Equal(FeedbackReceipt.Corrected, run.Judge(id, Quality(second), second));
        run.Cycle();
        Assert.Equal([(learned, double.NaN), (corrected, learned)], run.Script.Told.Select(told => (told.Observation.Quality, told.Previous)));
        Assert.Equal((1, corrected), (run.Model.Movements.Sum(m => m.Count), run.Model.Movements.Sum(m => m.Sum)));
    }

    [Fact]
    public void Two_sources_before_the_cycle_are_one_observation()
    {
        var run = new ContextRun(new ModuleOptions { AutomaticWeightAfterUser = 1 });
        var id = run.Decide();
        Assert.Equal(FeedbackReceipt.Accepted, run.Judge(id, 0.5, Automatic));
        Assert.Equal(FeedbackReceipt.Accepted, run.Judge(id, 1));
        run.Cycle();
        Assert.Equal(0.75, Assert.Single(run.Script.Told).Observation.Quality);
        Assert.Equal(1, run.Model.LearnedCount);
    }

    [Fact]
    public void A_cycle_takes_at_most_the_configured_number_in_order_of_arrival()
    {
        var run = new ContextRun(new ModuleOptions { MaximumFeedbackPerCycle = 2 });
        foreach (var quality in (double[])[0.1, 0.2, 0.3, 0.4, 0.5]) run.Judge(run.Decide(), quality);
        Assert.Equal((2, 3), (run.Cycle().Feedbacks, run.Model.Ledger.Queue.Count));
        Assert.Equal((2, 1), (run.Cycle().Feedbacks, run.Model.Ledger.Queue.Count));
        Assert.Equal((1, 0), (run.Cycle().Feedbacks, run.Model.Ledger.Queue.Count));
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5], run.Script.Told.Select(told => told.Observation.Quality));
    }

    [Fact]
    public void Movements_of_a_cycle_are_one_for_each_minute_of_decision()
    {
        var run = new ContextRun();
        var early = new[] { run.Decide(), run.Decide() };
        run.Now += TimeSpan.FromMinutes(1);
        var late = run.Decide();
        run.Judge(early[0], 0.5);
        run.Judge(late, 1);
        run.Judge(early[1], 0.25);
        run.Cycle();
        var minute = ContextRun.Start.ToUnixTimeSeconds() / 60;
        Assert.Equal([new(1, minute, 2, 0.75, 0.3125), new(1, minute + 1, 1, 1, 1)], run.Model.Movements);
        run.Judge(late, 0.5);
        run.Judge(early[0], 0.5);
        run.Cycle();
        Assert.Equal(new QualityMovement(2, minute + 1, 0, -0.5, -0.75), run.Model.Movements[^1]);
        Assert.Equal(3, run.Model.Movements.Count);
        run.Model.SettleMovements(1);
        Assert.Equal(2, Assert.Single(run.Model.Movements).Cycle);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_metrics_hold_already_is_moved_and_not_counted_again(bool userFirst)
    {
        var run = new ContextRun();
        var id = run.Decide();
        // A host reports the measured quality with its operation, which may be after the user has spoken.
        if (userFirst) run.Judge(id, 1);
        run.Judge(id, 0.5, Automatic, isInMetrics: true);
        if (!userFirst) run.Judge(id, 1);
        run.Cycle();
        var movement = Assert.Single(run.Model.Movements);
        Assert.Equal((0, 0.5, 0.75), (movement.Count, movement.Sum, movement.SquareSum));
    }

    [SeededProperty(MaxTest = 100, EndSize = 200)]
    public void All_movements_together_are_the_final_qualities((byte Decision, byte Quality, byte Kind)[] steps, byte weight)
    {
        var options = new ModuleOptions { AutomaticWeightAfterUser = weight % 3, MaximumFeedbackPerCycle = 3 };
        var run = new ContextRun(options);
        var ids = Enumerable.Range(0, 8).Select(i =>
        {
            run.Now = ContextRun.Start.AddSeconds(i * 25);
            return run.Decide();
        }).ToArray();
        var said = new Dictionary<ResultId, (double User, double Automatic)>();
        foreach (var (decision, quality, kind) in steps)
        {
            if (kind % 4 == 0) run.Cycle();
            var (id, value, source) = (ids[decision % 8], quality / 255.0, kind % 2 == 0 ? User : Automatic);
            run.Judge(id, value, source);
            var (user, automatic) = said.GetValueOrDefault(id, (double.NaN, double.NaN));
            said[id] = source == User ? (value, automatic) : (user, value);
        }

        while (run.Model.Ledger.Queue.Count > 0) run.Cycle();
        var final = said.Values.Select(s => DecisionQuality.Of(s.User, s.Automatic, options)).ToArray();
        Assert.Equal(final.Length, run.Model.Movements.Sum(m => m.Count));
        Assert.Equal(final.Sum(), run.Model.Movements.Sum(m => m.Sum), 1e-9);
        Assert.Equal(final.Sum(q => q * q), run.Model.Movements.Sum(m => m.SquareSum), 1e-9);
        Assert.Equal(final.Length, run.Model.LearnedCount);
        Assert.Equal(final.Length, run.Script.Told.Count(told => double.IsNaN(told.Previous)));
        Assert.Distinct(run.Model.Movements.Select(m => (m.Cycle, m.Minute)));
        if (final.Length > 0) Assert.Equal(final.Average(), run.Model.Statistics.Of("style", "plain").Mean!.Value, 1e-9);
    }

    [Theory]
    [InlineData("Learn")]
    [InlineData("Correct")]
    [InlineData("Propose")]
    [InlineData("Plan")]
    public void A_strategy_that_throws_changes_nothing(string method)
    {
        var run = new ContextRun();
        var id = run.Decide();
        run.Judge(id, 0.5);
        run.Cycle();
        run.Judge(id, 1);
        run.Judge(run.Decide(), 1);
        run.Script.Entering = entered =>
        {
            if (entered == method) throw new InvalidOperationException("no more coins");
        };
        run.Refuses(model => model.RunCycle(run.Now), "'scripted'", "'folk'", "no more coins", "2 feedbacks stay queued");
        run.Script.Entering = _ => { };
        Assert.Equal(2, run.Cycle().Feedbacks);
        Assert.Equal((2, 2.0), (run.Model.LearnedCount, run.Model.Movements.Sum(m => m.Sum)));
    }

    [Fact]
    public void A_strategy_that_throws_only_for_the_values_it_wanted_changes_nothing()
    {
        var run = new ContextRun();
        run.Judge(run.Decide(), 1);
        run.Script.Plan = situation => situation.Incumbents[0] == 1 ? throw new InvalidOperationException("not warm") : TrialPlan.None;
        run.Script.Proposals.Add(run.Want("style", "warm"));
        run.Refuses(model => model.RunCycle(run.Now), "not warm");
        Assert.Equal(["plain", "4"], run.InUse);
    }

    [Theory]
    [InlineData(2, 0, 0.9, "parameter 2")]
    [InlineData(-1, 0, 0.9, "parameter -1")]
    [InlineData(0, 3, 0.9, "value 3")]
    [InlineData(0, 1, double.NaN, "confidence NaN")]
    [InlineData(0, 1, 1.5, "confidence 1.5")]
    public void An_impossible_proposal_is_a_failure_of_the_strategy(int parameter, int value, double confidence, string named)
    {
        var run = new ContextRun();
        run.Judge(run.Decide(), 1);
        run.Script.Proposals.Add(new Proposal(parameter, value, confidence, 0));
        run.Refuses(model => model.RunCycle(run.Now), "'scripted'", named);
    }

    [Theory]
    [InlineData(0, 3, 0.1, 0.1, "value 3")]
    [InlineData(0, 0, 0.1, 0.1, "in use")]
    [InlineData(0, 1, 0.0, 0.0, "share of 0")]
    [InlineData(0, 1, double.NaN, 0.1, "share of NaN")]
    [InlineData(0, 1, 0.1, 0.2, "trial share of 0.2")]
    [InlineData(0, 1, 0.99, 0.99, "trial share of 0.99")]
    public void An_impossible_plan_is_a_failure_of_the_strategy(int parameter, int value, double share, double trial, string named)
    {
        var run = new ContextRun();
        run.Judge(run.Decide(), 1);
        run.Script.Plan = _ => new TrialPlan(trial, [new Candidate(parameter, value, share)]);
        run.Refuses(model => model.RunCycle(run.Now), "'scripted'", named);
    }

    [Fact]
    public void A_broken_plan_outside_a_cycle_serves_only_the_values_in_use()
    {
        var run = new ContextRun { Script = { Plan = _ => new TrialPlan(0.1, [new Candidate(0, 1, 0.1)]) } };
        run.Cycle();
        Assert.Equal(0.1, run.Model.Policies.Current.TrialShare);
        run.Script.Plan = _ => throw new InvalidOperationException();
        run.Model.Pin("level", "7", ContextRun.Ann, run.Now);
        Assert.Equal(["plain", "7"], run.InUse);
        Assert.Equal(0, run.Model.Policies.Current.TrialShare);
        Assert.Empty(run.Model.Policies.Current.Candidates);
    }

    [Theory]
    [InlineData(61, FeedbackReceipt.Late)]
    [InlineData(60, FeedbackReceipt.Accepted)]
    public void A_decision_from_before_its_version_was_published_is_of_a_context_that_is_gone(int seconds, FeedbackReceipt expected)
    {
        var run = new ContextRun();
        var id = run.Decide();
        run.Now += TimeSpan.FromSeconds(seconds);
        // Deleted, or a backup from before the decision restored: its version number is given again.
        var anew = new ContextModel("folk", run.Model.Definition, run.Script, null, run.Now);

        Assert.Equal(expected, anew.Receive(id, run.Made(1), [], run.Now));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_clock_that_went_back_makes_no_feedback_late(bool away)
    {
        var run = new ContextRun();
        run.Now += TimeSpan.FromMinutes(10);
        run.Model.Pin("level", "5", ContextRun.Ann, run.Now);
        var (early, before) = (run.Decide(), run.Model.Policies.Current);

        run.Now -= TimeSpan.FromMinutes(10);
        if (away) run.Reload();
        Assert.True(run.Model.FollowClock(run.Now));
        Assert.Equal((before.Version + 1, run.Now), (run.Model.Policies.Current.Version, run.Model.Policies.Current.PublishedAt));
        Assert.Equal<ParameterValue>(before.Values, run.Model.Policies.Current.Values);
        Assert.Equal<PolicyCandidate>(before.Candidates, run.Model.Policies.Current.Candidates);
        Assert.False(run.Model.FollowClock(run.Now));
        Assert.Equal(FeedbackReceipt.Accepted, run.Judge(run.Decide(), 0.5));
        Assert.Equal(FeedbackReceipt.Accepted, run.Judge(early, 0.5));
        Assert.Equal(2, run.Cycle().Feedbacks);
        Assert.Equal(2, run.Model.LearnedCount);
    }

    [Fact]
    public void Silos_whose_clocks_differ_by_a_minute_publish_nothing_for_it()
    {
        var run = new ContextRun();
        Assert.False(run.Model.FollowClock(run.Now - TimeSpan.FromMinutes(1)));
        Assert.False(run.Model.FollowClock(run.Now + TimeSpan.FromDays(1)));
        Assert.Equal(1, run.Model.Policies.Current.Version);
    }

    [Fact]
    public void A_decision_of_a_deleted_context_is_late_also_after_the_clock_went_back()
    {
        var run = new ContextRun();
        var id = run.Decide();
        run.Now += TimeSpan.FromMinutes(5);
        var anew = new ContextModel("folk", run.Model.Definition, run.Script, null, run.Now);
        run.Now -= TimeSpan.FromMinutes(10);
        Assert.True(anew.FollowClock(run.Now));
        Assert.Equal(FeedbackReceipt.Late, anew.Receive(id, run.Made(1), [], run.Now));
    }
}
