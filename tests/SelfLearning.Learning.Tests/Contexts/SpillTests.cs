namespace SelfLearning.Learning.Tests.Contexts;

public class SpillTests
{
    private static long Hour(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3_600;

    // A run with 600 learned slots of two hours.
    private static ContextRun Full(ModuleOptions? options = null)
    {
        var run = new ContextRun(options ?? new ModuleOptions { MaximumFeedbackPerCycle = 1_000 });
        for (var i = 0; i < 600; i++)
        {
            if (i == 400) run.Now += TimeSpan.FromHours(1);
            run.Judge(run.Decide(), 0.5);
            if (i % 100 == 99) run.Cycle();
        }

        return run;
    }

    private static ContextRun WithVersions(int count)
    {
        var run = new ContextRun();
        while (run.Model.Policies.Current.Version < count)
        {
            run.Now += TimeSpan.FromMinutes(1);
            run.Model.Pin("level", $"{run.Model.Policies.Current.Version % 10}", ContextRun.Ann, run.Now);
        }

        return run;
    }

    private static Segment Merge(HourSpill spill) => Segment.Merge(Segment.Empty, spill.Slots, spill.Policies).Segment;

    [Fact]
    public void Below_the_limits_nothing_moves()
    {
        var run = new ContextRun();
        for (var i = 0; i < FeedbackLedger.MaximumRecentSlots; i++)
        {
            run.Judge(run.Decide(), 0.5);
            if (i % 100 == 99) run.Cycle();
        }

        Assert.Null(run.Model.PlanSpill(run.Now));
    }

    [Fact]
    public void The_oldest_learned_slots_leave_until_128_stay()
    {
        var run = Full();
        var batch = run.Model.PlanSpill(run.Now)!;
        Assert.Equal([(Hour(ContextRun.Start), 400), (Hour(run.Now), 72)], batch.Hours.Select(h => (h.Hour, h.Slots.Length)));
        Assert.Empty(batch.Expired);
        Assert.Empty(batch.GivenUp);
        foreach (var hour in batch.Hours) run.Model.Spilled(hour, 1, hour.Slots.Length);
        Assert.Equal(FeedbackLedger.KeptRecentSlots, run.Model.Ledger.Slots.Count);
        Assert.Equal(472, run.Model.Ledger.Hours.TotalSlots);
        Assert.Null(run.Model.PlanSpill(run.Now));
    }

    [Fact]
    public void Slots_not_learned_yet_stay()
    {
        var run = new ContextRun();
        for (var i = 0; i < 600; i++) run.Judge(run.Decide(), 0.5);
        Assert.Null(run.Model.PlanSpill(run.Now));
        run.Cycle();
        Assert.Equal(100, run.Model.PlanSpill(run.Now)!.Hours.Sum(h => h.Slots.Length));
    }

    [Fact]
    public void A_slot_that_changed_after_the_plan_stays()
    {
        var run = new ContextRun();
        var first = run.Decide();
        run.Judge(first, 0.5);
        for (var i = 0; i < 600; i++) run.Judge(run.Decide(), 0.5);
        while (run.Model.Ledger.Queue.Count > 0) run.Cycle();
        var spill = Assert.Single(run.Model.PlanSpill(run.Now)!.Hours);
        var key = first.SlotKey(FeedbackSource.User);
        Assert.Contains(spill.Slots, slot => slot.Key == key);
        Assert.Equal(FeedbackReceipt.Corrected, run.Judge(first, 1));
        run.Model.Spilled(spill, 1, spill.Slots.Length);
        Assert.True(run.Model.Ledger.Slots.TryGet(key, out var slot));
        Assert.Equal((1.0, FeedbackLedger.KeptRecentSlots + 1), (slot.Quality, run.Model.Ledger.Slots.Count));
    }

    [Fact]
    public void Versions_leave_in_groups_into_the_hour_of_their_publication_and_are_lent_while_the_queue_needs_them()
    {
        Assert.Null(WithVersions(39).Model.PlanSpill(ContextRun.Start));
        var run = WithVersions(40);
        run.Now = ContextRun.Start.AddHours(2);
        run.Judge(run.Decide(version: 3), 1);
        var spill = Assert.Single(run.Model.PlanSpill(run.Now)!.Hours);
        Assert.Equal(Hour(ContextRun.Start), spill.Hour);
        Assert.Equal(Enumerable.Range(1, spill.Policies.Length).Select(v => (long)v), spill.Policies.Select(p => p.Version));
        run.Model.Spilled(spill, 1, 0);
        Assert.Equal(spill.Policies.Length + 1, run.Model.Policies.Versions[0].Version);
        Assert.NotNull(run.Model.Policies.Find(3));
        Assert.Null(run.Model.Policies.Find(4));
        Assert.True(run.Model.Ledger.Hours.TryFindPolicyHour(4, out var hour));
        Assert.Equal(Hour(ContextRun.Start), hour);
    }

    [Fact]
    public void A_version_in_a_segment_comes_back_only_for_a_decision_that_is_queued()
    {
        var run = WithVersions(40);
        var spill = Assert.Single(run.Model.PlanSpill(run.Now)!.Hours);
        run.Model.Spilled(spill, 1, 0);
        Segment[] segments = [Merge(spill)];
        var id = run.Decide(version: 2);
        Assert.Equal([spill.Hour], run.Model.Ledger.HoursNeeded(id, run.Model.Policies));
        var before = run.Saved();
        Assert.Equal(FeedbackReceipt.Outdated, run.Model.Receive(run.Decide(candidate: 4, version: 2), run.Made(1), segments, run.Now));
        Assert.Null(run.Model.Policies.Find(2));
        Assert.Equal(FeedbackReceipt.Late, run.Model.Receive(id, run.Made(1), [], run.Now));
        Assert.Equal(FeedbackReceipt.Accepted, run.Model.Receive(id, run.Made(1), segments, run.Now));
        Assert.NotNull(run.Model.Policies.Find(2));
        Assert.NotEqual(before, run.Saved());
        run.Cycle();
        Assert.Equal(2, Assert.Single(run.Script.Told).Observation.Policy.Version);
        Assert.Equal(FeedbackReceipt.Duplicate, run.Model.Receive(id, run.Made(1), segments, run.Now));
    }

    [Fact]
    public void An_hour_expires_with_the_window_unless_it_holds_the_version_the_window_began_with()
    {
        var options = new ModuleOptions { FeedbackWindow = TimeSpan.FromHours(2) };
        var run = new ContextRun(options);
        var hour = Hour(ContextRun.Start);
        run.Model.Ledger.Hours.Add(hour - 2, 1, 5);
        run.Model.Ledger.Hours.Add(hour - 1, 1, 5, -9, -8);
        run.Model.Ledger.Hours.Add(hour, 1, 5, -7, -6);
        Assert.Null(run.Model.PlanSpill(ContextRun.Start.AddMinutes(-1)));
        // The window begins in the hour of the start. Of the hours before, the last version was in force then.
        var later = ContextRun.Start.AddHours(2).AddMinutes(-1);
        Assert.Null(run.Model.PlanSpill(later));
        // Deleted only once the record says that decisions of that time are late.
        run.Model.Ledger.DropExpired(later, options);
        Assert.Equal([hour - 2], run.Model.PlanSpill(later)!.Expired.AsEnumerable());
    }

    [Fact]
    public void An_hour_with_older_versions_expires_once_a_newer_one_was_in_force_when_the_window_began()
    {
        var run = new ContextRun(new ModuleOptions { FeedbackWindow = TimeSpan.FromHours(2) });
        var hour = Hour(ContextRun.Start);
        run.Model.Ledger.Hours.Add(hour - 1, 1, 5, 0);
        run.Model.Ledger.DropExpired(ContextRun.Start.AddHours(2), run.Model.Options);
        // The record's version 1 is published at the start: at two hours later the window begins with it.
        Assert.Null(run.Model.PlanSpill(ContextRun.Start.AddHours(2).AddMilliseconds(-1)));
        Assert.Equal([hour - 1], run.Model.PlanSpill(ContextRun.Start.AddHours(2))!.Expired.AsEnumerable());
    }

    [Fact]
    public void Beyond_the_capacity_the_oldest_hours_are_given_up()
    {
        var options = new ModuleOptions { FeedbackWindow = TimeSpan.FromHours(10), FeedbackCapacityPerSecond = 0.001 };
        Assert.Equal(40, FeedbackLedger.Capacity(options));
        var run = new ContextRun(options);
        var hour = Hour(ContextRun.Start);
        for (var i = 0; i < 4; i++) run.Model.Ledger.Hours.Add(hour - i, 1, 11);
        Assert.Equal([hour - 3], run.Model.PlanSpill(ContextRun.Start)!.GivenUp.AsEnumerable());
        run.Model.Ledger.Hours.Add(hour, 1, 25);
        Assert.Equal([hour - 3, hour - 2], run.Model.PlanSpill(ContextRun.Start)!.GivenUp.AsEnumerable());
        // What expires anyway is not given up.
        run.Model.Ledger.DropExpired(ContextRun.Start.AddHours(8), options);
        var later = run.Model.PlanSpill(ContextRun.Start.AddHours(8))!;
        Assert.Equal(([hour - 3], [hour - 2]), (later.Expired.ToArray(), later.GivenUp.ToArray()), Same);
    }

    private static bool Same((long[] A, long[] B) x, (long[] A, long[] B) y) => x.A.SequenceEqual(y.A) && x.B.SequenceEqual(y.B);
}
