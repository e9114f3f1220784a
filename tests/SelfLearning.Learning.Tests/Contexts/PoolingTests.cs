using SelfLearning.Learning.Tests.Pooling;

namespace SelfLearning.Learning.Tests.Contexts;

public class PoolingTests
{
    private static readonly ModuleOptions Pooling = new() { PoolingStrength = 0.8 };

    [Fact]
    public void A_new_context_begins_with_what_the_others_found_better_and_says_so()
    {
        var run = Begin(Warm(contexts: 4));
        Assert.True(run.Model.CanInherit);

        var adaptation = Assert.Single(run.Model.RunCycle(run.Now).Adaptations);
        Assert.Equal(("plain", "warm", true, EvidenceOrigin.Inherited), (adaptation.OldValue, adaptation.NewValue, adaptation.Applied, adaptation.Evidence));
        Assert.Contains("'warm' has no feedback", adaptation.Reason, StringComparison.Ordinal);
        Assert.EndsWith("inherited from 4 other contexts.", adaptation.Reason, StringComparison.Ordinal);
        Assert.Equal("warm", run.InUse.First());
        Assert.False(run.Model.CanInherit);
    }

    [Theory]
    [InlineData(LearningMode.RequireApproval, AdaptationStatus.Proposed)]
    [InlineData(LearningMode.Off, null)]
    public void What_others_found_is_applied_only_where_the_own_evidence_would_be(LearningMode mode, AdaptationStatus? status)
    {
        var run = Begin(Warm(contexts: 4), Pooling with { LearningMode = mode });
        Assert.Equal(status, run.Model.RunCycle(run.Now).Adaptations.FirstOrDefault()?.Status);
        Assert.Equal("plain", run.InUse.First());
    }

    [Fact]
    public void Without_pooling_or_for_another_space_a_pool_says_nothing()
    {
        var off = Begin(Warm(contexts: 4), new ModuleOptions());
        Assert.False(off.Model.CanInherit);
        Assert.Empty(off.Model.RunCycle(off.Now).Adaptations);

        var other = Begin(null);
        other.Model.Pool = PoolSamples.Pool(4, "plain", "warm", PoolSamples.Towards(1)).Snapshot(new ParameterSpace(ContextRun.Space[0]));
        Assert.False(other.Model.CanInherit);
    }

    [Fact]
    public void The_first_feedback_is_measured_by_what_the_module_is_used_to()
    {
        var run = Begin(PoolSamples.Pool(400, "plain", "warm", PoolSamples.Towards(0), mean: 0.9));
        run.Judge(run.Decide(), 1);
        run.Model.RunCycle(run.Now);
        // (2 x 0.9 + 1) / 3; alone it begins with 0.5.
        Assert.Equal(2.8 / 3, run.Model.Save().Learner!.Value.GetProperty("b")[0].GetDouble(), 1e-3);
    }

    [Fact]
    public void A_report_is_made_at_most_every_ten_seconds_and_only_when_the_last_one_arrived()
    {
        var run = Begin(null);
        Play(run, 1);
        Assert.Equal((1, 10), Report(run));
        run.Now += TimeSpan.FromMinutes(1);
        Play(run, 1);
        Assert.Equal((1, 10), Report(run));

        run.Model.PoolOutbox.Acknowledge(1);
        Play(run, 1);
        // What came while the first was under way goes with the second.
        Assert.Equal((2, 20), Report(run));
        run.Model.PoolOutbox.Acknowledge(2);
        Play(run, 1);
        Assert.Null(run.Model.PoolOutbox.Report);
        run.Now += PoolOutbox.Interval;
        Play(run, 1);
        Assert.Equal((3, 20), Report(run));
    }

    [Fact]
    public void Nothing_that_was_not_acknowledged_is_lost_when_the_context_is_read_again()
    {
        var (kept, read) = (Begin(null), Begin(null));
        var pools = (Kept: new PoolModel(), Read: new PoolModel());
        for (var i = 0; i < 12; i++)
        {
            foreach (var run in new[] { kept, read })
            {
                Play(run, i % 3 * 0.5);
                run.Now += TimeSpan.FromSeconds(6);
            }

            read.Reload();
            Deliver(kept, pools.Kept, acknowledge: i % 2 == 0);
            Deliver(read, pools.Read, acknowledge: i % 2 == 0);
        }

        Assert.True(pools.Kept.Feedbacks >= 100);
        Assert.Equal(pools.Kept.Save(), pools.Read.Save());
        Assert.Equal(kept.Saved(), read.Saved());
    }

    [Fact]
    public void A_correction_is_reported_as_if_the_corrected_value_had_come_first()
    {
        var (corrected, straight) = (Begin(null), Begin(null));
        var (first, second) = (corrected.Decide(0), straight.Decide(0));
        corrected.Judge(first, 0.6);
        straight.Judge(second, 0.7);
        corrected.Model.RunCycle(corrected.Now);
        straight.Model.RunCycle(straight.Now);
        var told = corrected.Model.PoolOutbox.Report!.Evidence;
        corrected.Judge(first, 0.7);
        told.Merge(Next(corrected));

        var pair = Assert.Single(straight.Model.PoolOutbox.Report!.Evidence.Pairs);
        Assert.All(pair.Value.Logs.Zip(told.Pairs[pair.Key].Logs), logs => Assert.Equal(logs.First, logs.Second, 1e-9));
        Assert.Equal((1, 1), (told.Feedbacks, told.Pairs[pair.Key].Contexts));
    }

    [Fact]
    public void Switched_on_later_a_context_tells_all_it_knows_of_the_pairs_it_plays()
    {
        var (later, always) = (Begin(null, new ModuleOptions()), Begin(null));
        Play(later, 0.55);
        Play(always, 0.55);
        Assert.Null(later.Model.PoolOutbox.Report);
        later.Change(options: Pooling);
        always.Change(options: Pooling);
        var told = always.Model.PoolOutbox.Report!.Evidence;
        told.Merge(Next(always, 0.55));

        var late = Next(later, 0.55);
        Assert.Equal(10, late.Feedbacks);
        foreach (var (pair, sums) in late.Pairs)
        {
            Assert.Equal(1, sums.Contexts);
            Assert.All(sums.Logs.Zip(told.Pairs[pair].Logs), logs => Assert.Equal(logs.First, logs.Second, 1e-9));
        }
    }

    [Fact]
    public void What_is_learned_while_pooling_is_off_in_between_is_told_when_it_is_on_again()
    {
        var (between, always) = (Begin(null), Begin(null));
        foreach (var run in new[] { between, always })
        {
            Play(run, 0.55);
            run.Model.PoolOutbox.Acknowledge(1);
        }

        between.Change(options: new ModuleOptions());
        always.Change(options: Pooling);
        Play(between, 0.55);
        Play(always, 0.55);
        between.Reload();
        between.Change(options: Pooling);
        always.Change(options: Pooling);
        var (late, told) = (Next(between, 0.55), Next(always, 0.55));
        foreach (var (pair, sums) in told.Pairs)
        {
            Assert.Equal((0, 0), (sums.Contexts, late.Pairs[pair].Contexts));
            Assert.All(sums.Logs.Zip(late.Pairs[pair].Logs), logs => Assert.Equal(logs.First, logs.Second, 1e-9));
        }
    }

    [Fact]
    public void With_pooling_off_the_record_holds_nothing_of_it()
    {
        var run = Begin(null, new ModuleOptions());
        Play(run, 1);
        Assert.Null(run.Model.Save().PoolOutbox);
        Assert.DoesNotContain("\"PoolOutbox\"", run.Saved(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"o\":", run.Saved(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"u\":", run.Saved(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_own_feedback_carries_is_called_its_own_although_others_say_the_same()
    {
        var run = Begin(PoolSamples.Pool(2, "plain", "warm", PoolSamples.Towards(0.2)));
        var made = new List<Adaptation>();
        for (var i = 0; i < 30 && made.Count == 0; i++)
        {
            var warm = run.Model.Policy.Snapshot.Candidates.ToList().FindIndex(c => c.Value == "warm");
            run.Judge(run.Decide(warm), 1);
            run.Judge(run.Decide(), 0);
            // The cycles after which the threshold is reached by others' help alone are left out: only a late one is looked at.
            if (i > 20) made.AddRange(run.Model.RunCycle(run.Now).Adaptations);
        }

        var adaptation = Assert.Single(made);
        Assert.Equal(("warm", EvidenceOrigin.Own), (adaptation.NewValue, adaptation.Evidence));
        Assert.EndsWith("together with 2 other contexts.", adaptation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_inherited_before_the_context_can_tell_is_said_without_an_estimate()
    {
        var run = Begin(null);
        for (var i = 0; i < 9; i++) run.Judge(run.Decide(), 0.1);
        run.Model.RunCycle(run.Now);
        run.Model.Pool = Warm(contexts: 4).Snapshot(ContextRun.Space);

        var adaptation = Assert.Single(run.Model.RunCycle(run.Now).Adaptations);
        Assert.Equal((EvidenceOrigin.Inherited, 9, 0), (adaptation.Evidence, adaptation.MetricsBasis.OldCount, adaptation.MetricsBasis.Difference));
        Assert.Contains("'plain' averages 0.100 over 9 feedbacks; no estimate of its own yet, confidence 0.", adaptation.Reason, StringComparison.Ordinal);
    }

    private static PoolModel Warm(int contexts) => PoolSamples.Pool(contexts, "plain", "warm", PoolSamples.Towards(1.5));

    private static ContextRun Begin(PoolModel? pool, ModuleOptions? options = null)
    {
        var run = new ContextRun(options ?? Pooling, new BettingStrategy());
        run.Model.Pool = pool?.Snapshot(ContextRun.Space);
        return run;
    }

    // Five decisions for the first candidate and five for the values in use.
    private static void Play(ContextRun run, double quality)
    {
        for (var i = 0; i < 10; i++) run.Judge(run.Decide(i % 2 == 0 ? 0 : -1), i % 2 == 0 ? quality : 0.5);
        run.Model.RunCycle(run.Now);
    }

    private static PoolEvidence Next(ContextRun run, double? quality = null)
    {
        run.Now += PoolOutbox.Interval;
        var before = run.Model.PoolOutbox.Report;
        if (before is not null) run.Model.PoolOutbox.Acknowledge(before.Number);
        if (quality is { } score) Play(run, score);
        else run.Model.RunCycle(run.Now);
        var evidence = run.Model.PoolOutbox.Report!.Evidence;
        return evidence;
    }

    private static (long Number, long Feedbacks) Report(ContextRun run)
    {
        var report = run.Model.PoolOutbox.Report!;
        return (report.Number, report.Evidence.Feedbacks);
    }

    private static void Deliver(ContextRun run, PoolModel pool, bool acknowledge)
    {
        if (run.Model.PoolOutbox.Report is not { } report) return;
        pool.Apply(0, report);
        if (acknowledge) run.Model.PoolOutbox.Acknowledge(report.Number);
    }
}
