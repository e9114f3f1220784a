using FsCheck.Xunit;

namespace SelfLearning.Learning.Tests.Metrics;

[Properties(Arbitrary = [typeof(MetricsEvents)], MaxTest = 300, Replay = "(20260301,2718281829)", EndSize = 60)]
public sealed class PendingMinuteTests
{
    private static readonly MetricsPeriod[] Periods = Enum.GetValues<MetricsPeriod>();

    // More names than a window has place for, and few enough that they come again.
    private static string NameOf(int number) => $"n{(uint)number % 40}";

    [Property]
    public void Windows_hold_the_same_as_if_each_operation_were_recorded_in_them_whenever_one_looks(MetricsEvent[] events, int[] looks)
    {
        var (direct, windows) = (new MetricsWindow(), new MetricsWindow[] { new(), new() });
        var pending = new PendingMinute(windows);
        for (var i = 0; i < events.Length; i++)
        {
            Apply(events[i] with { Quality = null }, direct, pending);
            if (looks.Length > 0 && looks[i % looks.Length] % 2 == 0) Look(direct, pending, windows, events[i].Now, Math.Abs(looks[i % looks.Length] % 6));
        }

        for (var what = 0; what < 6; what++) Look(direct, pending, windows, MetricsEvents.Center, what);
    }

    [Property]
    public void The_first_32_names_that_come_have_their_own_counts_however_often_it_settles(MetricsEvent[] events, int[] names, bool[] looks)
    {
        var (direct, windows) = (new MetricsWindow(), new MetricsWindow[] { new(), new() });
        var pending = new PendingMinute(windows);
        for (var i = 0; i < events.Length * 4; i++)
        {
            var each = events[i % events.Length] with { Quality = null, Operation = NameOf(names.Length == 0 ? i : names[i % names.Length] + (i / 7)) };
            // Mostly the same minute, so that many names wait together.
            if (i % 11 != 0) each = each with { Time = MetricsEvents.Center, Now = MetricsEvents.Center };
            Apply(each, direct, pending);
            if (looks.Length > 0 && looks[i % looks.Length]) pending.Settle();
        }

        pending.Settle();
        Assert.All(windows, window => Assert.Equal(direct.Save(), window.Save()));
    }

    [Fact]
    public void A_name_that_a_window_knows_keeps_its_counts_behind_32_new_ones()
    {
        var (direct, window) = (new MetricsWindow(), new MetricsWindow());
        var pending = new PendingMinute(window);
        foreach (var name in Enumerable.Range(0, 33).Select(i => $"old{i}")) Record(name);
        pending.Settle();
        foreach (var name in Enumerable.Range(0, 40).Select(i => $"new{i}").Append("old0")) Record(name);
        pending.Settle();

        Assert.Equal(direct.Save(), window.Save());
        Assert.Equal(2, window.Summarise("m", null, MetricsPeriod.Hour, MetricsEvents.Center).OperationCounts["old0"]);

        void Record(string name)
        {
            direct.Record(MetricsEvents.Center, name, OperationStatus.Success, 1, null);
            pending.Record(MetricsEvents.Center, name, OperationStatus.Success, 1);
        }
    }

    [Fact]
    public void Recording_in_a_minute_that_was_recorded_in_before_allocates_nothing()
    {
        var pending = new PendingMinute(new MetricsWindow(), new MetricsWindow());
        Record();
        pending.Settle();
        Record();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Record();
        pending.Settle();
        Record();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Record()
        {
            for (var i = 0; i < 200; i++) pending.Record(MetricsEvents.Center, i % 2 == 0 ? "draft" : "polish", OperationStatus.Success, i);
            pending.MoveQuality(MetricsEvents.Center, MetricsEvents.Center, 1, 0.5, 0.25);
        }
    }

    [Fact]
    public void What_cannot_be_counted_is_refused_at_the_call_and_nothing_of_it_is_counted()
    {
        var window = new MetricsWindow();
        var pending = new PendingMinute(window);

        Assert.Throws<ArgumentException>(() => pending.Record(MetricsEvents.Center, "", OperationStatus.Success, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pending.Record(MetricsEvents.Center, "draft", OperationStatus.Success, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pending.Record(MetricsEvents.Center, "draft", OperationStatus.Success, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => pending.Record(MetricsEvents.Center, "draft", (OperationStatus)3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pending.MoveQuality(MetricsEvents.Center, MetricsEvents.Center, -1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => pending.MoveQuality(MetricsEvents.Center, MetricsEvents.Center, 1, double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => pending.MoveQuality(MetricsEvents.Center, MetricsEvents.Center, 1, 0, 1e10));
        pending.Settle();

        Assert.True(window.IsEmpty);
    }

    private static void Apply(MetricsEvent each, MetricsWindow direct, PendingMinute pending)
    {
        each.ApplyTo(direct);
        if (each.IsMove) pending.MoveQuality(each.Time, each.Now, each.Count, each.Sum, each.Sum / 2);
        else pending.Record(each.Time, each.Operation, each.Status, each.DurationMs);
    }

    private static void Look(MetricsWindow direct, PendingMinute pending, MetricsWindow[] windows, DateTimeOffset now, int what)
    {
        pending.Settle();
        foreach (var window in windows)
        {
            if (what < Periods.Length) Assert.Equivalent(direct.Summarise("m", "c", Periods[what], now), window.Summarise("m", "c", Periods[what], now), strict: true);
            else if (what == Periods.Length) Assert.Equal(direct.IsEmpty, window.IsEmpty);
            else Assert.Equal(direct.Save(), window.Save());
        }
    }
}
