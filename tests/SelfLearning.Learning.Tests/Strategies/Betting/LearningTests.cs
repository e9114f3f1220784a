namespace SelfLearning.Learning.Tests.Strategies.Betting;

public class LearningTests
{
    private static readonly ParameterSpace Space = new(Trials.Choice(4), Trials.Choice(3, "p1"));
    private static readonly LearnerSituation Situation = Trials.Situation(new ModuleOptions(), 0, 0);
    private static readonly Policy Policy = Trials.Policy(Space, [0, 0], (0, 1, 0.2), (0, 2, 0.1), (1, 2, 0.1));

    private readonly BettingLearner _learner = (BettingLearner)new BettingStrategy().Create(Space, null);

    [Fact]
    public void Values_in_use_tell_about_every_value_on_trial()
    {
        _learner.Learn(new Observation(1, Policy, -1, 0), Situation);

        Assert.Equal([2, 1], _learner.Duels.Select(d => d.Count));
        Assert.All(_learner.Duels.SelectMany(d => d.Values), d => Assert.True(d.Lower[2] > 0 && d.Higher[2] < 0));
    }

    [Fact]
    public void An_explored_value_tells_about_itself_alone()
    {
        _learner.Learn(new Observation(1, Policy, 1, 0), Situation);

        Assert.Equal([BettingLearner.Key(0, 2, 4)], _learner.Duels[0].Keys);
        Assert.True(_learner.Duels[0].Values.Single().Higher[2] > 0);
        Assert.Empty(_learner.Duels[1]);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    public void A_value_the_caller_overrode_is_no_evidence_for_that_parameter(int candidate, int othersTold)
    {
        _learner.Learn(new Observation(1, Policy, candidate, 1u << 0), Situation);

        Assert.Empty(_learner.Duels[0]);
        Assert.Equal(othersTold, _learner.Duels[1].Count);
    }

    [Fact]
    public void What_has_left_the_space_is_no_evidence_but_moves_the_baseline()
    {
        var old = new ParameterSpace(Trials.Choice(6), Trials.Choice(3, "gone"), Trials.Choice(3, "p1"));
        var snapshot = Trials.Policy(old, [0, 0, 0], (0, 5, 0.1), (1, 1, 0.1), (2, 1, 0.1)).Snapshot;
        var resolved = Policy.Resolve(snapshot, Space);

        _learner.Learn(new Observation(1, resolved, 0, 0), Situation);
        _learner.Learn(new Observation(1, resolved, 1, 0), Situation);
        Assert.All(_learner.Duels, Assert.Empty);

        var fold = _learner.Learn(new Observation(1, resolved, -1, 0), Situation);
        Assert.Empty(_learner.Duels[0]);
        Assert.Single(_learner.Duels[1]);
        Assert.Equal(0.75, fold.Baseline);
    }

    [Fact]
    public void The_bet_depends_on_the_share_the_value_had()
    {
        // 0.2 against 0.6: the value in use has three quarters of this duel, and what is rarer bets more.
        var fold = _learner.Learn(new Observation(1, Policy, 0, 0), Situation);
        var duel = _learner.Duels[0].Values.Single();

        Assert.Equal(new Fold(0.5, 0.5), fold);
        Assert.Equal(Math.Log(1 + (0.8 * 0.75)), duel.Higher[2], 1e-12);
        Assert.Equal(Math.Log(1 - (0.1 * 0.75)), duel.Lower[0], 1e-12);
    }

    [Fact]
    public void Surprise_is_measured_by_the_largest_so_far_unless_strict()
    {
        var strict = new BettingStrategy().Create(Space, null);
        var exact = Trials.Situation(new ModuleOptions { Strict = true }, 0, 0);
        Fold usual = default, full = default;
        for (var i = 0; i < 40; i++)
        {
            var quality = i % 2 == 0 ? 0.55 : 0.6;
            usual = _learner.Learn(new Observation(quality, Policy, -1, 0), Situation);
            full = strict.Learn(new Observation(quality, Policy, -1, 0), exact);
            if (i < 20) Assert.Equal(full, usual);
        }

        Assert.Equal(0.2, usual.Scale);
        Assert.Equal(Math.Max(full.Baseline, 1 - full.Baseline), full.Scale);

        _learner.Learn(new Observation(0.05, Policy, -1, 0), Situation);
        var after = _learner.Learn(new Observation(0.6, Policy, -1, 0), Situation);
        Assert.InRange(after.Scale, 0.5, 0.56);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.PositiveInfinity)]
    public void A_quality_outside_0_to_1_is_refused_and_changes_nothing(double quality)
    {
        var before = _learner.Save().GetRawText();

        Assert.Throws<ArgumentOutOfRangeException>(() => _learner.Learn(new Observation(quality, Policy, -1, 0), Situation));
        Assert.Throws<ArgumentOutOfRangeException>(() => _learner.Correct(new Observation(quality, Policy, -1, 0), 0.5, new Fold(0.5, 0.5), Situation));
        Assert.Throws<ArgumentOutOfRangeException>(() => _learner.Correct(new Observation(0.5, Policy, -1, 0), quality, new Fold(0.5, 0.5), Situation));

        Assert.Equal(before, _learner.Save().GetRawText());
    }

    [Fact]
    public void A_corrected_decision_leaves_the_evidence_it_would_have_left()
    {
        var straight = (BettingLearner)new BettingStrategy().Create(Space, null);
        for (var i = 0; i < 12; i++)
        {
            var observation = new Observation(i % 3 / 2.0, Policy, (i % 4) - 1, 0);
            _learner.Learn(observation, Situation);
            straight.Learn(observation, Situation);
        }

        var last = new Observation(0.9, Policy, 0, 0);
        var fold = _learner.Learn(last, Situation);
        _learner.Correct(last with { Quality = 0.3 }, 0.9, fold, Situation);
        _learner.Correct(last with { Quality = 0.1 }, 0.3, fold, Situation);
        straight.Learn(last with { Quality = 0.1 }, Situation);

        foreach (var (key, duel) in straight.Duels[0])
        {
            var corrected = _learner.Duels[0][key];
            for (var g = 0; g < Duel.Stakes; g++)
            {
                Assert.Equal(duel.Higher[g], corrected.Higher[g], 1e-9);
                Assert.Equal(duel.Lower[g], corrected.Lower[g], 1e-9);
            }

            Assert.Equal(duel.Difference, corrected.Difference, 1e-9);
            Assert.Equal(duel.Weight, corrected.Weight, 1e-9);
        }
    }

    [Fact]
    public void A_correction_larger_than_any_surprise_widens_the_scale()
    {
        var observation = new Observation(0.5, Policy, -1, 0);
        Fold fold = default;
        for (var i = 0; i < 30; i++) fold = _learner.Learn(observation, Situation);
        Assert.Equal(0.2, fold.Scale);

        _learner.Correct(observation with { Quality = 0 }, 0.5, fold, Situation);

        Assert.Equal(0.5, _learner.Learn(observation, Situation).Scale, 1e-9);
    }

    [Fact]
    public void Learning_allocates_nothing_once_the_duels_exist()
    {
        for (var i = 0; i < 100; i++) _learner.Learn(new Observation(i % 2, Policy, (i % 4) - 1, 0), Situation);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) _learner.Learn(new Observation(i % 2, Policy, (i % 4) - 1, 0), Situation);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
