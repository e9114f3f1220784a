namespace SelfLearning.Learning.Tests.Feedbacks;

public class SlotIndexTests
{
    private readonly Random _random = new(11);

    private ulong[] Keys(int count) => [.. Enumerable.Range(0, count).Select(_ => (ulong)_random.NextInt64(long.MinValue, long.MaxValue) | 1)];

    private static Segment SegmentOf(IEnumerable<ulong> keys) =>
        Segment.Merge(Segment.Empty, keys.Select(key => new Slot(key, 0.5, 0.5, 0.3, 1)), []).Segment;

    private static HashSet<int> Find(SlotIndex index, ulong key)
    {
        var found = new HashSet<int>();
        index.Find(key, found);
        return found;
    }

    [Fact]
    public void Every_slot_is_found_in_its_part_however_many_parts_there_are()
    {
        var parts = Enumerable.Range(0, 40).Select(part => Keys(100 + (part * 7 % 50))).ToArray();
        var index = new SlotIndex();
        for (var part = 0; part < parts.Length; part++)
        {
            index.Add(part, SegmentOf(parts[part]));
            Assert.Equal(parts.Take(part + 1).Sum(keys => keys.Length), index.Count);
        }

        for (var part = 0; part < parts.Length; part++)
            Assert.All(parts[part], key => Assert.Contains(part, Find(index, key)));
    }

    [Fact]
    public void What_is_in_no_part_is_hardly_ever_named()
    {
        var index = new SlotIndex();
        for (var part = 0; part < 20; part++) index.Add(part, SegmentOf(Keys(1_000)));

        // 20,000 of 2^32 prints are taken: among 10,000 keys 0.05 are expected to meet one.
        Assert.InRange(Keys(10_000).Count(key => Find(index, key).Count > 0), 0, 2);
    }

    [Fact]
    public void A_key_that_two_parts_share_is_found_in_both()
    {
        var index = new SlotIndex();
        index.Add(3, SegmentOf([7UL << 32, 9]));
        index.Add(65_535, SegmentOf([(7UL << 32) + 1]));

        Assert.Equal([3, 65_535], Find(index, 7UL << 32).Order());
        Assert.Equal([3, 65_535], Find(index, (7UL << 32) + 1).Order());
        Assert.Equal([3], Find(index, 9));
    }

    [Fact]
    public void An_empty_index_and_an_empty_part_hold_nothing()
    {
        var index = new SlotIndex();
        index.Add(0, Segment.Empty);
        Assert.Equal(0, index.Count);
        Assert.Empty(Find(index, 1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void A_part_beyond_16_bits_is_refused(int part) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(part), () => new SlotIndex().Add(part, SegmentOf([1])));
}
