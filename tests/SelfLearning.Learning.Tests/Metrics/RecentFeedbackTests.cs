namespace SelfLearning.Learning.Tests.Metrics;

public sealed class RecentFeedbackTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_last_100_are_kept_the_newest_first()
    {
        var feedback = Filled(250);

        Assert.Equal(Enumerable.Range(0, 100).Select(age => $"r{249 - age}"), feedback.Saved.Select(f => f.ResultId));
    }

    [Fact]
    public void What_was_saved_is_restored_in_its_order_in_place_of_what_was_there()
    {
        var saved = Filled(130).Saved;
        var restored = Filled(3);

        restored.Restore(saved);
        Assert.Equal(saved.ToArray(), restored.Saved.ToArray());
        restored.Add(Received(500, null));
        Assert.Equal(["r500", "r129"], restored.Saved.Take(2).Select(f => f.ResultId));
        Assert.Equal(100, restored.Saved.Length);

        restored.Restore(default);
        Assert.Empty(restored.Saved);
    }

    [Fact]
    public void A_long_comment_is_cut_and_all_else_kept()
    {
        var feedback = new RecentFeedback();
        var received = Received(1, new string('c', 1_500));
        feedback.Add(received);

        var kept = feedback.Saved[0];
        Assert.Equal(new string('c', 1_000), kept.Feedback.Comment);
        Assert.Equal(received.Feedback.Id, kept.Feedback.Id);
        Assert.Equal(received.Receipt, kept.Receipt);
    }

    private static RecentFeedback Filled(int count)
    {
        var feedback = new RecentFeedback();
        for (var i = 0; i < count; i++) feedback.Add(Received(i, $"comment {i}"));
        return feedback;
    }

    private static ReceivedFeedback Received(int number, string? comment) => new(
        $"r{number}",
        new Feedback { CreatedAt = Start, Source = FeedbackSource.User, Quality = 0.8, Comment = comment },
        FeedbackReceipt.Accepted,
        Start.AddSeconds(number));
}
