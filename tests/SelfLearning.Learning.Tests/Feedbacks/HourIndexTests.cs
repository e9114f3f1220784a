namespace SelfLearning.Learning.Tests.Feedbacks;

public class HourIndexTests
{
    [SeededProperty]
    public void What_is_saved_is_loaded((int Hour, byte Slots, long Version)[] hours, int kept)
    {
        var index = new HourIndex();
        foreach (var (hour, slots, version) in hours) index.Add(hour, 1 + (slots % 3), slots, version);
        index.KeepFrom(kept);
        var loaded = HourIndex.Load(index.Save());

        Assert.Equal(index.Hours, loaded.Hours);
        Assert.Equal(index.OldestKept, loaded.OldestKept);
        Assert.Equal(index.Save(), loaded.Save());
        Assert.Equal(21 + (32 * index.Hours.Count), index.Save().Length);
    }

    [Fact]
    public void Noting_an_hour_again_sets_its_totals_and_widens_its_versions()
    {
        var index = new HourIndex();
        index.Add(5, 1, 10, 7, 9);
        index.Add(5, 2, 12, 8, 3);
        index.Add(5, 2, 12);

        Assert.True(index.TryGet(5, out var entry));
        Assert.Equal(new HourEntry(5, 2, 12, 3, 9), entry);
        Assert.Equal(12, index.TotalSlots);
        Assert.False(index.TryGet(6, out _));
    }

    [Fact]
    public void A_policy_version_is_found_in_the_hour_it_was_published_in()
    {
        var index = new HourIndex();
        index.Add(5, 1, 10, 0, 1);
        index.Add(6, 1, 10);
        index.Add(9, 1, 10, 2);
        index.Add(10, 1, 10, 4, 6);

        foreach (var (version, expected) in new[] { (0, 5), (1, 5), (2, 9), (4, 10), (5, 10), (6, 10) })
            Assert.True(index.TryFindPolicyHour(version, out var hour) && hour == expected);
        Assert.False(index.TryFindPolicyHour(3, out _));
        Assert.False(index.TryFindPolicyHour(7, out _));
        Assert.False(index.TryFindPolicyHour(-1, out _));
    }

    [Fact]
    public void Where_ranges_overlap_the_narrowest_one_is_meant()
    {
        var index = new HourIndex();
        index.Add(5, 1, 0, 3, 4);
        index.Add(6, 1, 0, 1, 5);

        Assert.True(index.TryFindPolicyHour(3, out var hour) && hour == 5);
        Assert.True(index.TryFindPolicyHour(5, out hour) && hour == 6);
    }

    [Fact]
    public void An_hour_before_the_window_expires_unless_its_policy_was_in_force_when_the_window_begins()
    {
        var index = new HourIndex();
        index.Add(1, 1, 10, 1, 2);
        index.Add(2, 1, 10, 3, 4);
        index.Add(3, 1, 10);
        index.Add(9, 1, 10, 5);

        Assert.Equal([1L, 3L], index.Expired(oldestHourNeeded: 9, oldestVersionNeeded: 4));
        Assert.Equal([1L, 2L, 3L], index.Expired(9, 5));
        Assert.Equal([3L], index.Expired(9, 1));
        Assert.Equal([1L, 2L, 3L], index.Expired(9, long.MaxValue));
        Assert.Empty(index.Expired(1, long.MaxValue));
    }

    [Fact]
    public void Decisions_in_hours_that_were_removed_are_late_for_ever()
    {
        var index = new HourIndex();
        for (var hour = 1; hour <= 5; hour++) index.Add(hour, 1, 10);
        Assert.Equal(long.MinValue, index.OldestKept);

        index.Remove(2);
        Assert.Equal(3, index.OldestKept);
        index.Remove(1);
        Assert.Equal(3, index.OldestKept);
        index.KeepFrom(2);
        Assert.Equal(3, index.OldestKept);
        index.Remove(20);
        Assert.Equal(21, index.OldestKept);
        Assert.Equal([3L, 4L, 5L], index.Hours.Select(h => h.Hour));
    }

    [Fact]
    public void Above_the_capacity_the_oldest_hours_with_slots_are_given_up()
    {
        var index = new HourIndex();
        index.Add(1, 1, 0, 1);
        for (var hour = 2; hour <= 5; hour++) index.Add(hour, 1, 100);

        Assert.Empty(index.Excess(400));
        Assert.Equal([2L], index.Excess(399));
        Assert.Equal([2L], index.Excess(300));
        Assert.Equal([2L, 3L], index.Excess(299));
        Assert.Equal([2L, 3L, 4L], index.Excess(0));
    }

    [SeededProperty]
    public void The_newest_hour_is_never_given_up_and_the_rest_fits_or_is_that_hour((byte Hour, ushort Slots)[] hours, ushort maximum)
    {
        var index = new HourIndex();
        foreach (var (hour, slots) in hours) index.Add(hour, 1, slots);
        // An hour that comes twice has what was noted last, which may be no slots.
        var hadSlots = index.TotalSlots > 0;
        var excess = index.Excess(maximum);
        foreach (var hour in excess) index.Remove(hour);

        var left = index.Hours.Where(h => h.Slots > 0).ToArray();
        Assert.True(index.TotalSlots <= maximum || left.Length == 1);
        Assert.Equal(hadSlots, left.Length > 0);
        if (excess.Count > 0) Assert.All(left, h => Assert.True(h.Hour >= index.OldestKept));
    }

    [Fact]
    public void Numbers_outside_their_ranges_are_not_noted()
    {
        var index = new HourIndex();

        Assert.Throws<ArgumentOutOfRangeException>(() => index.Add(1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Add(1, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Excess(-1));
        Assert.Empty(index.Hours);
    }

    [Fact]
    public void Damaged_or_newer_bytes_are_refused_and_no_bytes_are_an_empty_index()
    {
        var index = new HourIndex();
        index.Add(1, 1, 10, 1);
        var bytes = index.Save();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Throws<AdaptationException>(() => HourIndex.Load(bytes));
            bytes[i] ^= 1;
            if (i > 0) Assert.Throws<AdaptationException>(() => HourIndex.Load(bytes.AsSpan(0, i)));
        }

        bytes[0] = 2;
        Assert.Contains("newer version", Assert.Throws<AdaptationException>(() => HourIndex.Load(bytes)).Message, StringComparison.Ordinal);
        Assert.Empty(HourIndex.Load([]).Hours);
    }
}
