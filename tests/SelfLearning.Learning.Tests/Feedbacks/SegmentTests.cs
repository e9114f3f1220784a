using static SelfLearning.Learning.Tests.Feedbacks.SlotSamples;

namespace SelfLearning.Learning.Tests.Feedbacks;

public class SegmentTests
{
    [SeededProperty(Arbitrary = [typeof(SlotSamples)])]
    public void A_merge_is_a_union_in_any_order_and_changes_nothing_when_repeated(Slot[] a, Slot[] b, PolicySnapshot[] p, PolicySnapshot[] q)
    {
        var ab = Segment.Merge(Segment.Merge(Segment.Empty, a, p).Segment, b, q).Segment;
        var ba = Segment.Merge(Segment.Merge(Segment.Empty, b, q).Segment, a, p).Segment;
        var again = Segment.Merge(ab, a.Concat(b).Reverse(), p.Concat(q));

        Assert.Equal(ab.Save(), ba.Save());
        Assert.Equal(ab.Save(), again.Segment.Save());
        Assert.False(again.Changed);
        Assert.False(again.HasOverflow);
        Assert.Equal(a.Concat(b).Select(s => s.Key).Distinct().Order(), ab.Slots.Select(s => s.Key));
        Assert.Equal(p.Concat(q).Select(s => s.Version).Distinct().Order(), ab.Policies.Select(s => s.Version));
        foreach (var group in a.Concat(b).GroupBy(s => s.Key))
        {
            Assert.True(ab.TryGetSlot(group.Key, out var held));
            Assert.Equal(group.OrderBy(s => s.Revision).ThenBy(s => s.IsLearned).Last(), held);
        }
    }

    [SeededProperty(Arbitrary = [typeof(SlotSamples)])]
    public void What_is_saved_is_loaded(Slot[] slots, PolicySnapshot[] policies)
    {
        var segment = Segment.Merge(Segment.Empty, slots, policies).Segment;
        var loaded = Segment.Load(segment.Save());

        Assert.Equal(segment.Slots, loaded.Slots);
        Assert.All(segment.Policies, p => AssertEqual(p, loaded.TryGetPolicy(p.Version, out var found) ? found : null));
        Assert.Equal(segment.Save(), loaded.Save());
        Assert.Equal(segment.Save(), Segment.Merge(loaded, slots, policies).Segment.Save());
    }

    [Fact]
    public void A_slot_is_found_by_its_key_only()
    {
        var segment = Segment.Merge(Segment.Empty, [Slot(10), Slot(20), Slot(ulong.MaxValue)], []).Segment;

        foreach (var key in new ulong[] { 10, 20, ulong.MaxValue }) Assert.True(segment.TryGetSlot(key, out var slot) && slot.Key == key);
        foreach (var key in new ulong[] { 0, 1, 11, 15, 21, ulong.MaxValue - 1 }) Assert.False(segment.TryGetSlot(key, out _));
        Assert.False(Segment.Empty.TryGetSlot(1, out _));
        Assert.False(segment.TryGetPolicy(1, out _));
    }

    [Fact]
    public void At_equal_revisions_a_learned_slot_is_not_undone_and_the_learning_record_has_the_last_word()
    {
        var learned = Slot(1);
        var segment = Segment.Merge(Segment.Empty, [learned], []).Segment;

        Assert.Equal(learned, Held(Segment.Merge(segment, [Slot(1, isLearned: false)], []).Segment));
        Assert.Equal(learned, Held(Segment.Merge(Segment.Merge(Segment.Empty, [Slot(1, isLearned: false)], []).Segment, [learned], []).Segment));
        var corrected = Segment.Merge(segment, [learned with { Quality = 0.9 }], []);
        Assert.True(corrected.Changed);
        Assert.Equal(0.9, Held(corrected.Segment).Quality);
        Assert.Equal(learned, Held(Segment.Merge(segment, [learned with { Revision = 0, Quality = 0.9 }], []).Segment));

        static Slot Held(Segment segment) => segment.TryGetSlot(1, out var slot) ? slot : default;
    }

    [Fact]
    public void A_policy_is_kept_exactly()
    {
        var policy = new PolicySnapshot
        {
            Version = long.MaxValue,
            PublishedAt = DateTimeOffset.MaxValue,
            Values = [new("p", "ä€😀"), new("q", "\ud800 alone"), new("r", ""), new("r", "p")],
            Candidates = [new("p", "0.30000000000000004", 0.1 + 0.2), new("q", "x", double.Epsilon)],
            TrialShare = 1 / 3.0,
        };
        var bare = new PolicySnapshot { Version = 0, PublishedAt = DateTimeOffset.MinValue, Values = [] };
        var loaded = Segment.Load(Segment.Merge(Segment.Empty, [], [policy, bare]).Segment.Save());

        AssertEqual(policy, loaded.TryGetPolicy(long.MaxValue, out var found) ? found : null);
        AssertEqual(bare, loaded.TryGetPolicy(0, out found) ? found : null);
    }

    [Fact]
    public void A_policy_version_that_is_there_stays()
    {
        var segment = Segment.Merge(Segment.Empty, [], [Policy(3)]).Segment;

        Assert.False(Segment.Merge(segment, [], [Policy(3, candidates: 0)]).Changed);
    }

    [Fact]
    public void Texts_that_policies_share_are_stored_once()
    {
        var one = Segment.Merge(Segment.Empty, [], [Policy(0)]).Segment.Save().Length;
        var two = Segment.Merge(Segment.Empty, [], [Policy(0), Policy(3)]).Segment.Save().Length;

        // 28 bytes and 4 for each of two values and 12 for each of two candidates.
        Assert.Equal(28 + 8 + 24, two - one);
    }

    [Fact]
    public void A_segment_fills_up_to_its_size_and_no_further()
    {
        var merge = Segment.Merge(Segment.Empty, Learned(1, 7000), []);

        Assert.Equal(6553, merge.Segment.Count);
        Assert.InRange(merge.Segment.Save().Length, Segment.MaximumBytes - Slot.Size + 1, Segment.MaximumBytes);
        Assert.True(merge.Segment.IsClosed);
        Assert.Equal(7000 - 6553, merge.OverflowSlots.Length);
        Assert.True(Segment.Load(merge.Segment.Save()).IsClosed);
    }

    [Fact]
    public void A_full_segment_updates_what_it_holds_and_hands_on_what_is_new()
    {
        var full = Segment.Merge(Segment.Empty, Learned(1, 7000), []).Segment;
        var merge = Segment.Merge(full, [Slot(5, revision: 2), Slot(9000), Slot(6553, revision: 2)], [Policy(1)]);

        Assert.Equal([9000UL], merge.OverflowSlots.Select(s => s.Key));
        Assert.Equal([1L], merge.OverflowPolicies.Select(p => p.Version));
        Assert.True(merge.Segment.TryGetSlot(5, out var slot));
        Assert.Equal(2, slot.Revision);
        Assert.Equal(full.Save().Length, merge.Segment.Save().Length);
    }

    [Fact]
    public void A_closed_segment_takes_nothing_new_even_when_it_would_fit()
    {
        // A large policy does not fit beside these slots; a slot would.
        var merge = Segment.Merge(Segment.Empty, Learned(1, 6000), [Policy(1)]);
        var large = Segment.Merge(merge.Segment, [Slot(9000)], [Policy(2, candidates: 3000)]);
        var after = Segment.Merge(large.Segment, [Slot(9001)], [Policy(3)]);

        Assert.False(merge.Segment.IsClosed);
        Assert.Equal([2L], large.OverflowPolicies.Select(p => p.Version));
        Assert.Equal([9000UL], large.OverflowSlots.Select(s => s.Key));
        Assert.Equal([9001UL], after.OverflowSlots.Select(s => s.Key));
        Assert.Equal([3L], after.OverflowPolicies.Select(p => p.Version));
        Assert.False(after.Changed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Over_any_number_of_parts_and_merges_everything_is_held_exactly_once(int seed)
    {
        var random = new Random(seed);
        var parts = new List<Segment>();
        var expected = new Dictionary<ulong, long>();
        for (var round = 1; round <= 8; round++)
        {
            var slots = Enumerable.Range(0, 4000).Select(_ => Slot((ulong)random.Next(1, 20_000), round)).DistinctBy(s => s.Key).ToArray();
            var policies = Enumerable.Range(0, 40).Select(i => Policy((round * 40) + i, candidates: random.Next(200))).ToArray();
            foreach (var slot in slots) expected[slot.Key] = round;
            MergeAll(parts, slots, policies);
            var before = parts.Select(p => p.Save()).ToArray();
            MergeAll(parts, slots, policies);
            Assert.Equal(before, parts.Select(p => p.Save()));
        }

        Assert.True(parts.Count > 2);
        Assert.All(parts, p => Assert.True(p.Save().Length <= Segment.MaximumBytes));
        Assert.Equal(
            expected.OrderBy(e => e.Key).Select(e => (e.Key, e.Value)),
            parts.SelectMany(p => p.Slots).OrderBy(s => s.Key).Select(s => (s.Key, s.Revision)));
        Assert.Equal(Enumerable.Range(40, 320).Select(i => (long)i), parts.SelectMany(p => p.Policies).Select(p => p.Version).Order());
    }

    [Fact]
    public void A_policy_larger_than_any_segment_is_refused_and_not_handed_on_for_ever()
    {
        var error = Assert.Throws<AdaptationException>(() => Segment.Merge(Segment.Empty, [], [Policy(1, candidates: 30_000)]));

        Assert.Contains("Policy version 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slot_that_could_not_be_loaded_is_not_merged() =>
        Assert.Throws<ArgumentException>(() => Segment.Merge(Segment.Empty, [Slot(1) with { Quality = double.NaN }], []));

    [Fact]
    public void Damaged_bytes_are_refused()
    {
        var bytes = Segment.Merge(Segment.Empty, Learned(1, 3), [Policy(1), Policy(2)]).Segment.Save();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x80;
            Assert.Throws<AdaptationException>(() => Segment.Load(bytes));
            bytes[i] ^= 0x80;
            Assert.Throws<AdaptationException>(() => Segment.Load(bytes.AsSpan(0, i)));
        }
    }

    [Fact]
    public void A_newer_format_is_refused_as_newer()
    {
        var bytes = Segment.Empty.Save();
        bytes[0] = 2;

        Assert.Contains("newer version", Assert.Throws<AdaptationException>(() => Segment.Load(bytes)).Message, StringComparison.Ordinal);
    }

    private static void MergeAll(List<Segment> parts, IEnumerable<Slot> slots, IEnumerable<PolicySnapshot> policies)
    {
        var merge = new SegmentMerge(Segment.Empty, false, [.. slots], [.. policies]);
        for (var part = 0; part < parts.Count || merge.HasOverflow; part++)
        {
            if (part == parts.Count) parts.Add(Segment.Empty);
            merge = Segment.Merge(parts[part], merge.OverflowSlots, merge.OverflowPolicies);
            parts[part] = merge.Segment;
        }
    }
}
