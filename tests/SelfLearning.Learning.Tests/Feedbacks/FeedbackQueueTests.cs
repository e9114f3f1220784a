namespace SelfLearning.Learning.Tests.Feedbacks;

public class FeedbackQueueTests
{
    private static QueuedDecision Item(long token) => new()
    {
        Key = new DecisionKey(1_800_000_000_000 + token, -token),
        PolicyVersion = long.MaxValue - token,
        Candidate = (int)token - 1,
        Overridden = uint.MaxValue - (uint)token,
        UserQuality = token % 2 == 0 ? double.NaN : 0.1 + 0.2,
        AutomaticQuality = token % 3 == 0 ? double.NaN : 1,
        LearnedQuality = token % 2 == 0 ? double.NaN : 0,
        MetricsQuality = token % 3 == 0 ? 1 / 3.0 : double.NaN,
        Fold = new Fold(1 / 7.0, token),
    };

    private static FeedbackQueue Queue(params IEnumerable<long> tokens)
    {
        var queue = new FeedbackQueue();
        foreach (var token in tokens) queue.Enqueue(Item(token));
        return queue;
    }

    [Fact]
    public void Every_member_and_the_order_come_back()
    {
        var saved = Queue(3, 1, 2, 0, 9).Save();
        var read = FeedbackQueue.Load(saved);
        Assert.Equal([-3L, -1, -2, 0, -9], read.Items.Select(item => item.Key.Token));
        foreach (var item in read.Items)
        {
            var expected = Item(-item.Key.Token);
            Assert.Equal(
                (expected.Key, expected.PolicyVersion, expected.Candidate, expected.Overridden, expected.Fold),
                (item.Key, item.PolicyVersion, item.Candidate, item.Overridden, item.Fold));
            Assert.Equal(
                (expected.UserQuality, expected.AutomaticQuality, expected.LearnedQuality, expected.MetricsQuality),
                (item.UserQuality, item.AutomaticQuality, item.LearnedQuality, item.MetricsQuality));
            Assert.Same(item, read.Find(item.Key));
        }

        Assert.Equal(saved, read.Save());
        Assert.Equal(1 + (5 * 88), saved.Length);
    }

    [Fact]
    public void The_first_to_come_is_the_first_to_go_and_can_come_again()
    {
        var queue = Queue(3, 1, 2);
        queue.Dequeue(2);
        Assert.Null(queue.Find(Item(3).Key));
        queue.Enqueue(Item(3));
        Assert.Equal([-2L, -3], queue.Items.Select(item => item.Key.Token));
        Assert.Equal(2, queue.Count);
    }

    [Fact]
    public void No_bytes_are_an_empty_queue() => Assert.Equal(0, FeedbackQueue.Load([]).Count);

    [Fact]
    public void Damaged_and_newer_bytes_are_refused()
    {
        var saved = Queue(1, 2).Save();
        Assert.Contains("88 bytes", Assert.Throws<AdaptationException>(() => FeedbackQueue.Load(saved.AsSpan()[..^1])).Message, StringComparison.Ordinal);
        byte[] newer = [2, .. saved[1..]];
        Assert.Contains("format 2", Assert.Throws<AdaptationException>(() => FeedbackQueue.Load(newer)).Message, StringComparison.Ordinal);
        byte[] twice = [.. saved, .. saved[1..89]];
        Assert.Contains("twice", Assert.Throws<AdaptationException>(() => FeedbackQueue.Load(twice)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.25, double.NaN, 0, 0.25)]
    [InlineData(double.NaN, 0.75, 0, 0.75)]
    [InlineData(0.25, 0.75, 0, 0.25)]
    [InlineData(0.25, 0.75, 2, 0.5)]
    [InlineData(0.25, 0.75, 6, 0.625)]
    [InlineData(double.NaN, double.NaN, 6, double.NaN)]
    public void A_quality_is_the_weighted_mean_of_the_sources_that_spoke(double user, double automatic, double weight, double expected) => Assert.Equal(
        expected, DecisionQuality.Of(user, automatic, new ModuleOptions { UserWeight = 2, AutomaticWeightAfterUser = weight }));
}
