namespace SelfLearning.Learning.Tests.Feedbacks;

public class FeedbackLedgerTests
{
    private const FeedbackSource Automatic = FeedbackSource.Automatic;

    private static readonly ModuleOptions Options = new() { FeedbackWindow = TimeSpan.FromHours(3) };

    [Fact]
    public void A_slot_goes_from_accepted_over_replaced_to_corrected()
    {
        var run = new LedgerRun(Options);
        var id = LedgerRun.Id(1);
        Assert.Equal(FeedbackReceipt.Accepted, run.Receive(id, 0.5, 10));
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(id, 0.5, 10));
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(id, 0, 9));
        Assert.Equal(FeedbackReceipt.Replaced, run.Receive(id, 0.75, 11));
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(id, 0.5, 10));
        var learned = Assert.Single(run.Learn(5));
        Assert.Equal((0.75, false), (learned.UserQuality, learned.IsCorrection));
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(id, 0.75, 11));
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(id, 0, 10));
        Assert.Equal(FeedbackReceipt.Corrected, run.Receive(id, 1, 12));
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(id, 0, 11));
        Assert.Equal(FeedbackReceipt.Corrected, run.Receive(id, 0.25, 13));
        var corrected = Assert.Single(run.Learn(5));
        Assert.Equal((0.25, 0.75, 0.75, new Fold(0.5, 0.25)), (corrected.UserQuality, corrected.LearnedQuality, corrected.MetricsQuality, corrected.Fold));
        Assert.Empty(run.Learn(5));
    }

    [Fact]
    public void A_further_source_has_a_slot_of_its_own_in_the_same_decision()
    {
        var run = new LedgerRun(Options);
        var id = LedgerRun.Id(1);
        Assert.Equal(FeedbackReceipt.Accepted, run.Receive(id, 0.5, 10));
        // An older revision than the user's: each source has its own.
        Assert.Equal(FeedbackReceipt.Accepted, run.Receive(id, 0.25, 3, Automatic));
        Assert.Equal((1, 2), (run.Ledger.Queue.Count, run.Ledger.Slots.Count));
        run.Learn(1);
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(id, 0.25, 3, Automatic));
        Assert.Equal(FeedbackReceipt.Corrected, run.Receive(id, 0.5, 4, Automatic));
        Assert.Equal(0.5, Assert.Single(run.Learn(1)).LearnedQuality);
    }

    [Fact]
    public void Outside_the_window_everything_is_late_even_what_is_known()
    {
        var run = new LedgerRun(Options);
        var id = LedgerRun.Id(1);
        run.Receive(id, 0.5, 10);
        run.Now = LedgerRun.Start + Options.FeedbackWindow;
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(id, 0.5, 10));
        run.Now += TimeSpan.FromMilliseconds(1);
        Assert.Equal(FeedbackReceipt.Late, run.Receive(id, 0.5, 10));
        Assert.Equal(FeedbackReceipt.Late, run.Receive(id, 0.5, 11));
        Assert.Equal(2, run.Ledger.LateCount);
    }

    [Fact]
    public void Hours_given_up_are_late_within_the_window()
    {
        var run = new LedgerRun(Options);
        run.Ledger.Hours.KeepFrom(DecisionKey.Of(LedgerRun.Id(1)).Hour + 1);
        Assert.Equal(FeedbackReceipt.Late, run.Receive(LedgerRun.Id(1, minutes: 59), 0.5, 10));
        Assert.Equal(FeedbackReceipt.Accepted, run.Receive(LedgerRun.Id(1, minutes: 60), 0.5, 10));
    }

    [Fact]
    public void A_policy_version_that_is_gone_is_late_but_a_known_slot_is_a_duplicate()
    {
        var run = new LedgerRun(Options);
        run.Receive(LedgerRun.Id(1), 0.5, 10);
        run.Learn(1);
        run.Policies.Add(run.Policies.Current with { Version = 2 });
        run.Policies.Drop([run.Policies.Versions[0]], run.Ledger.Queue);
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(LedgerRun.Id(1), 0.5, 10));
        Assert.Equal(FeedbackReceipt.Late, run.Receive(LedgerRun.Id(1), 0.5, 11));
        Assert.Equal(FeedbackReceipt.Late, run.Receive(LedgerRun.Id(2), 0.5, 10));
        Assert.Equal((2, 0), (run.Ledger.LateCount, run.Ledger.Queue.Count));
    }

    [Fact]
    public void A_value_that_left_is_outdated_but_a_known_slot_is_a_duplicate()
    {
        var run = new LedgerRun(Options);
        Assert.Equal(FeedbackReceipt.Accepted, run.Receive(LedgerRun.Id(1, candidate: 0), 0.5, 10));
        run.Policies.ChangeSpace(new ParameterSpace(ParameterDefinition.Categorical("style", "plain", "plain", "cold")));
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(LedgerRun.Id(1, candidate: 0), 0.5, 10));
        Assert.Equal(FeedbackReceipt.Replaced, run.Receive(LedgerRun.Id(1, candidate: 0), 0.5, 11));
        Assert.Equal(FeedbackReceipt.Outdated, run.Receive(LedgerRun.Id(2, candidate: 0), 0.5, 10));
        Assert.Equal(FeedbackReceipt.Accepted, run.Receive(LedgerRun.Id(3), 0.5, 10));
        run.Policies.ChangeSpace(new ParameterSpace(ParameterDefinition.Categorical("style", "cold", "warm", "cold")));
        Assert.Equal(FeedbackReceipt.Outdated, run.Receive(LedgerRun.Id(4), 0.5, 10));
        // The tried value is there, the one it was compared with is not.
        Assert.Equal(FeedbackReceipt.Outdated, run.Receive(LedgerRun.Id(5, candidate: 0), 0.5, 10));
        // A candidate that no such version has.
        Assert.Equal(FeedbackReceipt.Outdated, run.Receive(LedgerRun.Id(6, candidate: 1), 0.5, 10));
        Assert.Equal((4, 0), (run.Ledger.OutdatedCount, run.Ledger.LateCount));
    }

    [Fact]
    public void A_module_without_parameters_takes_feedback_too()
    {
        var run = new LedgerRun(Options);
        run.Policies.ChangeSpace(ParameterSpace.Empty);
        Assert.Equal(FeedbackReceipt.Accepted, run.Receive(LedgerRun.Id(1), 0.5, 10));
    }

    [Fact]
    public void A_full_queue_takes_no_further_feedback_but_still_knows_and_replaces_its_own()
    {
        var run = new LedgerRun(Options with { QueueLimit = 2, MinimumFeedback = 1 });
        run.Receive(LedgerRun.Id(1), 0.5, 10);
        run.Learn(1);
        run.Receive(LedgerRun.Id(2), 0.5, 10);
        run.Receive(LedgerRun.Id(3), 0.5, 10);
        var (queue, slots) = (run.Ledger.Queue.Save(), run.Ledger.Slots.Save());
        Assert.Equal(FeedbackReceipt.Overloaded, run.Receive(LedgerRun.Id(4), 0.5, 10));
        Assert.Equal(FeedbackReceipt.Overloaded, run.Receive(LedgerRun.Id(1), 0.75, 11));
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(LedgerRun.Id(1), 0.5, 10));
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(LedgerRun.Id(2), 0.5, 10));
        // Outdated comes before overloaded: to send it again would be no use.
        Assert.Equal(FeedbackReceipt.Outdated, run.Receive(LedgerRun.Id(5, candidate: 3), 0.5, 10));
        Assert.Equal((queue, slots), (run.Ledger.Queue.Save(), run.Ledger.Slots.Save()), Bytes);
        Assert.Equal(FeedbackReceipt.Overloaded, run.Receive(LedgerRun.Id(3), 1, 1, Automatic));
        Assert.Equal(FeedbackReceipt.Replaced, run.Receive(LedgerRun.Id(2), 1, 11));
        run.Learn(1);
        Assert.Equal(FeedbackReceipt.Accepted, run.Receive(LedgerRun.Id(4), 0.5, 10));
    }

    [Fact]
    public void What_expires_is_late_even_when_the_window_is_made_longer()
    {
        var run = new LedgerRun(Options);
        run.Receive(LedgerRun.Id(1), 0.5, 10);
        run.Receive(LedgerRun.Id(2), 0.5, 10);
        run.Learn(1);
        run.Now += TimeSpan.FromHours(4);
        run.Ledger.DropExpired(run.Now, Options);
        // The second one is queued: its slot stays until it is learned.
        Assert.Equal(1, run.Ledger.Slots.Count);
        Assert.Equal(FeedbackReceipt.Late, run.Receive(LedgerRun.Id(1), 0.5, 10, with: Options with { FeedbackWindow = TimeSpan.FromDays(1) }));
        run.Learn(1);
        run.Ledger.DropExpired(run.Now, Options);
        Assert.Equal(0, run.Ledger.Slots.Count);
    }

    [Theory]
    [InlineData(20, 7 * 24, 12_168_000)]
    [InlineData(0.001, 1, 8)]
    public void Capacity_is_the_rate_over_the_window_and_the_hour_that_is_partly_outside(double perSecond, int hours, long expected) => Assert.Equal(
        expected, FeedbackLedger.Capacity(new ModuleOptions { FeedbackCapacityPerSecond = perSecond, FeedbackWindow = TimeSpan.FromHours(hours) }));

    [Fact]
    public void A_correction_of_a_slot_in_a_segment_knows_how_it_was_learned()
    {
        var run = new LedgerRun(Options with { AutomaticWeightAfterUser = 1 });
        var id = LedgerRun.Id(1);
        run.Receive(id, 0.5, 10);
        run.Receive(id, 1, 10, Automatic);
        run.Learn(1);
        run.Spill(0);
        Assert.Equal(0, run.Ledger.Slots.Count);
        Assert.Equal(FeedbackReceipt.Duplicate, run.Receive(id, 0.5, 10));
        Assert.Equal(FeedbackReceipt.Corrected, run.Receive(id, 0, 11));
        var item = Assert.Single(run.Learn(1));
        Assert.Equal((0.75, new Fold(0.5, 0.25), 0.0, 1.0), (item.LearnedQuality, item.Fold, item.UserQuality, item.AutomaticQuality));
    }

    private static bool Bytes((byte[] Queue, byte[] Slots) a, (byte[] Queue, byte[] Slots) b) =>
        a.Queue.AsSpan().SequenceEqual(b.Queue) && a.Slots.AsSpan().SequenceEqual(b.Slots);
}
