namespace SelfLearning.Tests.Feedbacks;

public class FeedbackTests
{
    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(2, 0.4)]
    [InlineData(3, 0.6)]
    [InlineData(4, 0.8)]
    [InlineData(5, 1.0)]
    public void A_rating_is_a_users_quality_in_fifths(int rating, double quality)
    {
        var feedback = Feedback.FromRating(rating, "good hook");
        Assert.Equal((quality, FeedbackSource.User, "good hook"), (feedback.Quality, feedback.Source, feedback.Comment));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(int.MinValue)]
    public void A_rating_outside_1_to_5_is_refused(int rating) => Assert.Throws<ArgumentOutOfRangeException>(nameof(rating), () => Feedback.FromRating(rating));

    [Fact]
    public void An_error_rate_is_automatic_and_counts_against_the_quality()
    {
        var feedback = Feedback.FromErrorRate(0.25);
        Assert.Equal((0.75, FeedbackSource.Automatic), (feedback.Quality, feedback.Source));
    }

    [Theory]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_share_outside_0_to_1_is_refused(double share)
    {
        Assert.Throws<ArgumentOutOfRangeException>("errorRate", () => Feedback.FromErrorRate(share));
        Assert.Throws<ArgumentOutOfRangeException>("quality", () => Feedback.FromQuality(share));
        var wire = Feedback.FromQuality(0.5) with { Quality = share };
        Assert.Contains("Feedback.Quality", Assert.Throws<ArgumentException>(wire.Require).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_judgement_has_an_id_of_its_own_and_keeps_it()
    {
        var feedback = Feedback.FromRating(4);
        Assert.NotEqual(feedback.Id, Feedback.FromRating(4).Id);
        Assert.Equal(feedback.Id, feedback.Require().Id);
        Assert.Equal(feedback.Id, (feedback with { Comment = "x" }).Id);
    }

    [Fact]
    public void The_time_of_a_judgement_is_that_of_the_given_clock()
    {
        var clock = new StoppedClock(new DateTimeOffset(2030, 2, 3, 4, 5, 6, TimeSpan.Zero));
        Assert.Equal(clock.GetUtcNow(), Feedback.FromRating(4, time: clock).CreatedAt);
        Assert.Equal(clock.GetUtcNow(), Feedback.FromErrorRate(0, time: clock).CreatedAt);
        Assert.Equal(clock.GetUtcNow(), Feedback.FromQuality(0, time: clock).CreatedAt);
    }

    [Fact]
    public void An_empty_id_or_an_unknown_source_is_refused()
    {
        var feedback = Feedback.FromRating(4);
        Assert.Contains("Feedback.Id", Assert.Throws<ArgumentException>((feedback with { Id = Guid.Empty }).Require).Message, StringComparison.Ordinal);
        Assert.Contains("Feedback.Source 7", Assert.Throws<ArgumentException>((feedback with { Source = (FeedbackSource)7 }).Require).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Feedback.FromQuality(1, (FeedbackSource)7));
    }

    [Fact]
    public void A_long_comment_is_cut_at_1000_characters_and_never_inside_a_character()
    {
        Assert.Equal(new string('c', 1_000), Feedback.FromRating(4, new string('c', 1_500)).Comment);
        Assert.Equal(new string('c', 1_000), Feedback.FromRating(4, new string('c', 1_000)).Comment);
        Assert.Equal(new string('c', 999), Feedback.FromRating(4, new string('c', 999) + "\ud83d\ude00 and more").Comment);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
