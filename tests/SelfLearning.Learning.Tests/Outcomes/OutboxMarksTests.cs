namespace SelfLearning.Learning.Tests.Outcomes;

public class OutboxMarksTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_number_of_an_outbox_is_taken_once()
    {
        var marks = new OutboxMarks();

        Assert.Equal(
            [true, false, true, true, false, false, true],
            new[] { (1, 1), (1, 1), (2, 1), (1, 2), (1, 1), (1, 2), (1, 9) }.Select(batch => marks.TryTake(batch.Item1, batch.Item2, Start)));
    }

    [Fact]
    public void What_was_saved_goes_on()
    {
        var marks = new OutboxMarks();
        marks.TryTake(long.MinValue, 3, Start);
        marks.TryTake(7, long.MaxValue, Start);

        var next = OutboxMarks.Load(marks.Save(Start));

        Assert.Equal(2, next.Count);
        Assert.False(next.TryTake(long.MinValue, 3, Start));
        Assert.True(next.TryTake(long.MinValue, 4, Start));
        Assert.False(next.TryTake(7, long.MaxValue, Start));
    }

    [Fact]
    public void A_silent_outbox_is_forgotten_after_15_minutes_and_a_repeat_is_a_sign_of_life()
    {
        var marks = new OutboxMarks();
        marks.TryTake(1, 1, Start);
        marks.TryTake(2, 1, Start);
        marks.TryTake(2, 1, Start.AddMinutes(10));

        Assert.Equal(2, OutboxMarks.Load(marks.Save(Start.AddMinutes(15))).Count);
        var later = OutboxMarks.Load(marks.Save(Start.AddMinutes(16)));
        Assert.Equal(1, later.Count);
        Assert.False(later.TryTake(2, 1, Start.AddMinutes(16)));
    }

    [Fact]
    public void Of_more_than_256_those_that_are_silent_longest_go()
    {
        var marks = new OutboxMarks();
        for (var i = 0; i < 300; i++) marks.TryTake(i, 5, Start.AddSeconds(i));

        Assert.Equal((256, 256 * 24), (marks.Count, marks.Save(Start.AddSeconds(300)).Length));
        Assert.False(marks.TryTake(44, 5, Start.AddSeconds(300)));
        Assert.True(marks.TryTake(43, 5, Start.AddSeconds(300)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(257 * 24)]
    public void Marks_of_another_length_are_damaged(int length) => Assert.Throws<MetricsException>(() => OutboxMarks.Load(new byte[length]));
}
