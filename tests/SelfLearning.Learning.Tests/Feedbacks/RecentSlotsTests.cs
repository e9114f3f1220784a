using System.IO.Hashing;
using static SelfLearning.Learning.Tests.Feedbacks.SlotSamples;

namespace SelfLearning.Learning.Tests.Feedbacks;

public class RecentSlotsTests
{
    [SeededProperty(Arbitrary = [typeof(SlotSamples)])]
    public void What_is_saved_is_loaded_in_whatever_order_it_came(Slot[] slots)
    {
        var distinct = slots.DistinctBy(s => s.Key).ToArray();
        var recent = With(distinct);
        var loaded = RecentSlots.Load(recent.Save());

        Assert.Equal(distinct.Length, loaded.Count);
        Assert.All(distinct, s => Assert.True(loaded.TryGet(s.Key, out var found) && found == s));
        Assert.Equal(recent.OldestHour, loaded.OldestHour);
        Assert.All(distinct, s => Assert.Contains(s, loaded.OfHour(HourOf(s))));
        Assert.Equal(recent.Save(), With(distinct.Reverse()).Save());
        Assert.Equal(recent.Save(), loaded.Save());
    }

    [Fact]
    public void A_slot_takes_forty_bytes_an_hour_twelve_and_the_rest_thirteen()
    {
        Assert.Equal(13, new RecentSlots().Save().Length);
        Assert.Equal(13 + (4 * 12) + (1000 * 40), Filled(1000).Save().Length);
    }

    [Fact]
    public void A_slot_is_set_replaced_and_removed()
    {
        var recent = With([Slot(1)]);
        recent.Set(Slot(1, revision: 2), HourOf(Slot(1)));

        Assert.True(recent.TryGet(1, out var slot));
        Assert.Equal(Slot(1, revision: 2), slot);
        Assert.True(recent.Remove(1));
        Assert.False(recent.Remove(1));
        Assert.False(recent.TryGet(1, out _));
        Assert.Null(recent.OldestHour);
    }

    [Fact]
    public void What_could_not_be_loaded_is_not_set()
    {
        var recent = new RecentSlots();

        Assert.Throws<ArgumentOutOfRangeException>(() => recent.Set(Slot(0), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => recent.Set(Slot(1) with { Quality = double.NaN }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => recent.Set(Slot(1) with { Baseline = double.PositiveInfinity }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => recent.Set(Slot(1) with { Scale = -1 }, 1));
        Assert.Equal(0, recent.Count);
    }

    [Fact]
    public void No_bytes_mean_no_slots() => Assert.Equal(0, RecentSlots.Load([]).Count);

    [Fact]
    public void Damaged_bytes_are_refused()
    {
        var bytes = Filled(9).Save();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Throws<AdaptationException>(() => RecentSlots.Load(bytes));
            bytes[i] ^= 1;
            if (i > 0) Assert.Throws<AdaptationException>(() => RecentSlots.Load(bytes.AsSpan(0, i)));
        }

        Assert.Throws<AdaptationException>(() => RecentSlots.Load([.. bytes, 0]));
    }

    [Fact]
    public void Content_that_breaks_a_rule_is_refused_even_with_a_good_checksum()
    {
        var bytes = With([Slot(1), Slot(5)]).Save();

        Assert.Equal(2, RecentSlots.Load(Resealed(bytes, b => b[0] = 1)).Count);
        Assert.Throws<AdaptationException>(() => RecentSlots.Load(Resealed(bytes, b => b[0] = 0)));
        Assert.Throws<AdaptationException>(() => RecentSlots.Load(Resealed(bytes, b => b[1] = 0)));
        Assert.Throws<AdaptationException>(() => RecentSlots.Load(Resealed(bytes, b => b[1] = 2)));
        Assert.Throws<AdaptationException>(() => RecentSlots.Load(Resealed(bytes, b => b[4] = 0xFF)));
        Assert.Throws<AdaptationException>(() => RecentSlots.Load(Resealed(bytes, b => b[13] = 0xFF)));
        Assert.Throws<AdaptationException>(() => RecentSlots.Load(Resealed(bytes, b => b[17] = 5)));
        Assert.Throws<AdaptationException>(() => RecentSlots.Load(Resealed(bytes, b => b[17] = 0)));
    }

    [Fact]
    public void A_newer_format_is_refused_as_newer_whatever_its_checksum()
    {
        var bytes = Filled(1).Save();
        bytes[0] = 2;

        Assert.Contains("newer version", Assert.Throws<AdaptationException>(() => RecentSlots.Load(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_moves_while_there_is_room()
    {
        Assert.Null(Filled(100).PlanSpill(100));
        Assert.Null(new RecentSlots().PlanSpill(0));
    }

    [Fact]
    public void The_oldest_hours_move_whole()
    {
        // Hours 0 to 3, each with 25 slots.
        var plan = Filled(100).PlanSpill(70)!;

        Assert.Equal([0L, 1L], plan.Hours.Keys);
        Assert.All(plan.Hours.Values, slots => Assert.Equal(25, slots.Length));
        Assert.Equal(50, plan.Count);
    }

    [Fact]
    public void Of_the_newest_hour_only_as_many_as_needed_move_and_the_oldest_judgements_first()
    {
        var recent = new RecentSlots();
        for (var i = 1; i <= 10; i++) recent.Set(Slot((ulong)i, revision: 100 - i), 7);

        Assert.Equal([8UL, 9UL, 10UL], recent.PlanSpill(7)!.Hours[7].Select(s => s.Key));
    }

    [Fact]
    public void Slots_that_are_not_learned_never_move()
    {
        var recent = new RecentSlots();
        for (var i = 1; i <= 10; i++) recent.Set(Slot((ulong)i, isLearned: i % 2 == 0), i);

        Assert.Equal([2L, 4L, 6L, 8L, 10L], recent.PlanSpill(0)!.Hours.Keys);
        recent.Drop(recent.PlanSpill(0)!);
        Assert.Equal(5, recent.Count);
        Assert.Null(recent.PlanSpill(0));
    }

    [SeededProperty(Arbitrary = [typeof(SlotSamples)])]
    public void After_a_spill_at_most_the_slots_to_keep_and_those_not_learned_remain(Slot[] slots, byte keep)
    {
        var recent = With(slots);
        var before = recent.Count;
        if (recent.PlanSpill(keep % 20) is not { } plan)
        {
            Assert.True(before <= keep % 20 || !slots.DistinctBy(s => s.Key).Any(s => recent.TryGet(s.Key, out var now) && now.IsLearned));
            return;
        }

        recent.Drop(plan);
        var unlearned = Enumerable.Range(-10, 30).SelectMany(h => recent.OfHour(h)).Count(s => !s.IsLearned);
        Assert.Equal(before - plan.Count, recent.Count);
        Assert.True(recent.Count <= Math.Max(keep % 20, unlearned));
        Assert.All(plan.Hours.Values.SelectMany(s => s), s => Assert.True(s.IsLearned && !recent.TryGet(s.Key, out _)));
    }

    [Fact]
    public void A_slot_that_changed_since_the_plan_stays()
    {
        var recent = Filled(100);
        var plan = recent.PlanSpill(0)!;
        var slots = plan.Hours[0];
        recent.Set(slots[0] with { Revision = 9 }, 0);
        recent.Set(slots[1] with { Quality = 0.123 }, 0);
        recent.Set(slots[2] with { Baseline = 0.123 }, 0);
        recent.Set(slots[3] with { Scale = 0.123 }, 0);
        recent.Remove(slots[4].Key);
        recent.Set(Slot(1_000), 0);

        recent.Drop(plan);

        Assert.Equal([.. slots.Take(4).Select(s => s.Key), 1_000UL], recent.OfHour(0).Select(s => s.Key));
        Assert.Equal(5, recent.Count);
    }

    [Fact]
    public void Learned_slots_before_the_window_are_forgotten()
    {
        var recent = Filled(100);
        recent.Set(Slot(1_000, isLearned: false), 0);

        Assert.Equal(50, recent.Expire(2));
        Assert.Equal(51, recent.Count);
        Assert.Equal([1_000UL], recent.OfHour(0).Select(s => s.Key));
        Assert.Equal(0, recent.Expire(2));
    }

    private static long HourOf(Slot slot) => (long)(slot.Key % 4);

    private static RecentSlots Filled(int count) => With(Learned(1, count));

    private static RecentSlots With(IEnumerable<Slot> slots)
    {
        var recent = new RecentSlots();
        foreach (var slot in slots) recent.Set(slot, HourOf(slot));
        return recent;
    }

    private static byte[] Resealed(byte[] bytes, Action<byte[]> change)
    {
        var content = bytes[..^8];
        change(content);
        return [.. content, .. BitConverter.GetBytes(XxHash3.HashToUInt64(content))];
    }
}
