using FsCheck.Xunit;

namespace SelfLearning.Learning.Tests.Metrics;

[Properties(Arbitrary = [typeof(MetricsEvents)], MaxTest = 300, Replay = "(20260301,2718281829)", EndSize = 60)]
public sealed class MetricsWindowPropertyTests
{
    private static readonly MetricsPeriod[] Periods = Enum.GetValues<MetricsPeriod>();

    [Property]
    public void Every_summary_equals_counting_all_operations_anew(MetricsEvent[] events, DateTimeOffset now)
    {
        var window = MetricsEvent.Window(events);
        var naive = new NaiveWindow(events);
        foreach (var period in Periods) naive.AssertEquals(window.Summarise("m", "c", period, now), period, now);
    }

    [Property]
    public void A_summary_asked_between_writes_never_comes_from_before_a_write(MetricsEvent[] events, DateTimeOffset now)
    {
        var window = new MetricsWindow();
        for (var i = 0; i < events.Length; i++)
        {
            events[i].ApplyTo(window);
            var naive = new NaiveWindow(events[..(i + 1)]);
            naive.AssertEquals(window.Summarise("m", "c", Periods[i % 4], now), Periods[i % 4], now);
            naive.AssertEquals(window.Summarise("m", "c", Periods[i % 4], now.AddSeconds(20 * i)), Periods[i % 4], now.AddSeconds(20 * i));
        }
    }

    [Property]
    public void Sums_asked_between_writes_and_merges_are_those_of_a_window_that_was_never_asked_even_with_more_names_than_fit(MetricsEvent[] events, DateTimeOffset now)
    {
        var window = new MetricsWindow();
        for (var i = 0; i < events.Length; i++)
        {
            var named = events[i] with { Operation = $"n{i * 5 % 97}" };
            if (i % 3 == 0) window.Merge(MetricsEvent.Window([named]));
            else named.ApplyTo(window);
            var neverAsked = MetricsWindow.Load(window.Save());
            foreach (var period in Periods) Assert.Equal(neverAsked.SaveSum(period, now).ToArray(), window.SaveSum(period, now).ToArray());
        }
    }

    [Property]
    public void The_order_of_recording_does_not_matter(MetricsEvent[] events) =>
        Assert.Equal(MetricsEvent.Window(events).Save(), MetricsEvent.Window(events.Reverse()).Save());

    [Property]
    public void Merging_equals_recording_everything_into_one_window(MetricsEvent[] events, int parts)
    {
        var count = 1 + (Math.Abs(parts % 5));
        var merged = new MetricsWindow();
        for (var part = 0; part < count; part++) merged.Merge(MetricsEvent.Window(events.Where((_, i) => i % count == part)));
        Assert.Equal(MetricsEvent.Window(events).Save(), merged.Save());
    }

    [Property]
    public void Merging_is_commutative(MetricsEvent[] first, MetricsEvent[] second)
    {
        var (one, other) = (MetricsEvent.Window(first), MetricsEvent.Window(second));
        one.Merge(MetricsEvent.Window(second));
        other.Merge(MetricsEvent.Window(first));
        Assert.Equal(one.Save(), other.Save());
    }

    [Property]
    public void Merging_is_associative_even_with_more_names_than_fit(MetricsEvent[] first, MetricsEvent[] second, MetricsEvent[] third)
    {
        static MetricsWindow Named(MetricsEvent[] events, int prime) =>
            MetricsEvent.Window(events.Select((e, i) => e with { Operation = $"n{i * prime % 97}" }));

        var left = Named(first, 5);
        left.Merge(Named(second, 11));
        left.Merge(Named(third, 17));
        var right = Named(second, 11);
        right.Merge(Named(third, 17));
        var whole = Named(first, 5);
        whole.Merge(right);
        Assert.Equal(left.Save(), whole.Save());
    }

    [Property]
    public void Sums_of_a_period_add_up_to_the_summary_of_the_merged_windows(MetricsEvent[] events, DateTimeOffset now, int parts)
    {
        var count = 1 + Math.Abs(parts % 5);
        // Of what is older than its buckets a window may know nothing any more, whoever asks for it.
        foreach (var each in events) now = new[] { now, each.Time, each.Now }.Max();
        var windows = Enumerable.Range(0, count).Select(part => MetricsEvent.Window(events.Where((_, i) => i % count == part))).ToList();
        foreach (var period in Periods)
        {
            var sums = windows.Select(window => PeriodSum.Load(window.SaveSum(period, now).Span)).ToList();
            foreach (var sum in sums.Skip(1)) sums[0].Merge(sum);
            new NaiveWindow(events).AssertEquals(sums[0].ToSummary("m", "c", now), period, now);
        }
    }

    [Property]
    public void Sums_of_a_period_add_up_in_any_order_even_with_more_names_than_fit(MetricsEvent[] first, MetricsEvent[] second, MetricsEvent[] third, DateTimeOffset now)
    {
        PeriodSum Named(MetricsEvent[] events, int prime) =>
            PeriodSum.Load(MetricsEvent.Window(events.Select((e, i) => e with { Operation = $"n{i * prime % 97}" })).SaveSum(MetricsPeriod.Month, now).Span);

        var left = Named(first, 5);
        left.Merge(Named(second, 11));
        left.Merge(Named(third, 17));
        var right = Named(third, 17);
        right.Merge(Named(second, 11));
        right.Merge(Named(first, 5));
        Assert.Equal(left.Save(), right.Save());
    }

    [Property]
    public void A_sum_asked_between_writes_never_comes_from_before_a_write(MetricsEvent[] events, DateTimeOffset now)
    {
        var window = new MetricsWindow();
        for (var i = 0; i < events.Length; i++)
        {
            events[i].ApplyTo(window);
            new NaiveWindow(events[..(i + 1)]).AssertEquals(PeriodSum.Load(window.SaveSum(Periods[i % 4], now).Span).ToSummary("m", "c", now), Periods[i % 4], now);
            new NaiveWindow(events[..(i + 1)]).AssertEquals(window.Summarise("m", "c", Periods[i % 4], now), Periods[i % 4], now);
        }
    }

    [Property]
    public void A_saved_window_loads_as_it_was(MetricsEvent[] events, DateTimeOffset now, MetricsEvent[] later)
    {
        var window = MetricsEvent.Window(events);
        var bytes = window.Save();
        var loaded = MetricsWindow.Load(bytes);
        Assert.Equal(bytes, loaded.Save());
        Assert.Equal(window.IsEmpty, loaded.IsEmpty);
        foreach (var each in later)
        {
            each.ApplyTo(window);
            each.ApplyTo(loaded);
        }

        foreach (var period in Periods)
        {
            new NaiveWindow([.. events, .. later]).AssertEquals(loaded.Summarise("m", "c", period, now), period, now);
        }

        Assert.Equal(window.Save(), loaded.Save());
    }

    [Property]
    public void Damaged_bytes_are_refused_or_read_as_a_window_but_never_crash(MetricsEvent[] events, (int Place, byte Value)[] changes, int cut)
    {
        var body = MetricsEvent.Window(events).Save().AsSpan()[..^4].ToArray();
        foreach (var (place, value) in changes) body[1 + (int)((uint)place % (uint)(body.Length - 1))] = value;
        LoadAndUse(Checksum.Seal(body));
        LoadAndUse(Checksum.Seal(body.AsSpan()[..(1 + (int)((uint)cut % (uint)body.Length))][..^1]));
    }

    [Property]
    public void Random_bytes_are_refused_or_read_as_a_window_but_never_crash(byte[] bytes)
    {
        LoadAndUse(bytes);
        LoadAndUse(Checksum.Seal([MetricsWindowFormat.Version, .. bytes]));
        LoadSum(Checksum.Seal([MetricsWindowFormat.Version, .. bytes]));
        LoadSum(Checksum.Seal([MetricsWindowFormat.Version, 3, 1, 1, 1, 97, 3, .. bytes]));
        // The head of a window with one name and one bucket, so that random bytes get as far as the inside of a bucket.
        LoadAndUse(Checksum.Seal([MetricsWindowFormat.Version, 200, 1, 1, 1, 97, 1, 199, 1, 3, 0, 0, .. bytes]));
    }

    [Property]
    public void A_single_changed_byte_is_always_noticed(MetricsEvent[] events, int place, byte value)
    {
        var bytes = MetricsEvent.Window(events).Save();
        ref var target = ref bytes[(int)((uint)place % (uint)bytes.Length)];
        if (target == value) return;
        target = value;
        Assert.Throws<MetricsException>(() => MetricsWindow.Load(bytes));
    }

    private static void LoadSum(byte[] bytes)
    {
        try
        {
            PeriodSum.Load(bytes).ToSummary("m", null, MetricsEvents.Center);
        }
        catch (MetricsException)
        {
        }
    }

    private static void LoadAndUse(byte[] bytes)
    {
        MetricsWindow window;
        try
        {
            window = MetricsWindow.Load(bytes);
        }
        catch (MetricsException)
        {
            return;
        }

        foreach (var period in Periods) window.Summarise("m", null, period, MetricsEvents.Center);
        var twice = MetricsWindow.Load(window.Save());
        twice.Merge(window);
        twice.Record(MetricsEvents.Center, "process", OperationStatus.Success, 1, 1);
        MetricsWindow.Load(twice.Save());
    }
}
