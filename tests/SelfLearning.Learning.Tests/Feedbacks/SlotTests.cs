namespace SelfLearning.Learning.Tests.Feedbacks;

public class SlotTests
{
    private static readonly DateTimeOffset Time = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_slot_is_forty_bytes_little_endian()
    {
        var bytes = new byte[Slot.Size];
        new Slot(0x0102030405060708, 0.5, 0.25, 2, -2).Write(bytes);

        Assert.Equal(
            "0807060504030201" + "000000000000E03F" + "000000000000D03F" + "0000000000000040" + "FEFFFFFFFFFFFFFF",
            Convert.ToHexString(bytes));
    }

    [SeededProperty]
    public void Every_number_of_a_slot_is_kept_exactly(ulong key, double quality, double baseline, double scale, long revision)
    {
        var slot = new Slot(key, quality, baseline, scale, revision);
        var bytes = new byte[Slot.Size];
        slot.Write(bytes);

        Assert.Equal(slot, Slot.Read(bytes));
    }

    [Fact]
    public void The_same_feedback_has_the_same_revision_in_every_version_of_the_product()
    {
        var feedback = Judged(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));

        Assert.Equal(long.MinValue + 918, Slot.RevisionOf(feedback));
        Assert.Equal(Slot.RevisionOf(feedback), Slot.RevisionOf(feedback with { Quality = 1, Comment = "x", Source = FeedbackSource.Automatic }));
    }

    [SeededProperty]
    public void A_feedback_made_later_has_the_higher_revision_whatever_its_id(Guid one, Guid other, int seconds)
    {
        var time = Time.AddSeconds(seconds);

        Assert.True(Slot.RevisionOf(Judged(time, one)) < Slot.RevisionOf(Judged(time.AddTicks(1), other)));
    }

    [Fact]
    public void Revisions_are_in_order_from_2020_to_2076_and_clamped_beyond()
    {
        var id = Guid.NewGuid();
        var times = new[] { 2020, 2021, 2047, 2048, 2049, 2050, 2076, 2077 }.Select(y => new DateTimeOffset(y, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToArray();
        var revisions = times.Select(t => Slot.RevisionOf(Judged(t, id))).ToArray();

        Assert.Equal(revisions.Order(), revisions);
        Assert.Equal(times.Length, revisions.Distinct().Count());
        Assert.Equal(revisions[0], Slot.RevisionOf(Judged(DateTimeOffset.MinValue, id)));
        Assert.Equal(Slot.RevisionOf(Judged(times[^1].AddYears(1), id)), Slot.RevisionOf(Judged(DateTimeOffset.MaxValue, id)));
        Assert.True(Slot.RevisionOf(Judged(DateTimeOffset.MaxValue, id)) > revisions[^1]);
    }

    [Fact]
    public void Two_feedbacks_of_one_tick_hardly_ever_have_the_same_revision()
    {
        var revisions = Enumerable.Range(0, 1000).Select(i => Slot.RevisionOf(Judged(Time, new Guid(i, 0, 0, new byte[8])))).ToArray();

        // 1,000 draws out of 1,024 places are expected to hit 1024 * (1 - (1 - 1/1024)^1000) = 638.6 of them.
        Assert.InRange(revisions.Distinct().Count(), 590, 690);
        Assert.True(revisions.Max() - revisions.Min() < 1024);
    }

    private static SelfLearning.Feedback Judged(DateTimeOffset time, Guid id) =>
        new() { Id = id, CreatedAt = time, Source = FeedbackSource.User, Quality = 0.5 };
}
