namespace SelfLearning.Learning.Tests.Metrics;

public sealed class RecentFeedbackTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly SigningKeys Keys = new(0, new Dictionary<int, byte[]> { [0] = new byte[32] });
    private static readonly ContextKey Folk = ContextKey.Parse("folk");

    private readonly ResultIdTexts _texts = new(Keys, "lyrics", Folk);

    [Fact]
    public void The_last_100_are_kept_the_newest_first_under_the_result_ids_that_callers_got()
    {
        var feedback = Filled(250);

        Assert.Equal(
            Enumerable.Range(0, 100).Select(age => DecisionOf(249 - age).In("lyrics", Folk).Format(Keys.DeriveContextKey(0, "lyrics", Folk)!)),
            feedback.All(_texts).Select(f => f.ResultId));
    }

    [Fact]
    public void What_was_saved_is_restored_in_its_order_in_place_of_what_was_there()
    {
        var filled = Filled(130);
        var restored = Filled(3);

        restored.Restore(filled.Save());
        Assert.Equal(filled.All(_texts).ToArray(), restored.All(_texts).ToArray());
        Assert.Equal(filled.Save(), restored.Save());
        Add(restored, 500);
        Assert.Equal([Quality(500), Quality(129)], restored.All(_texts).Take(2).Select(f => f.Feedback.Quality));
        Assert.Equal(100, restored.Count);

        restored.Restore([]);
        Assert.Equal(0, restored.Count);
    }

    [Fact]
    public void A_long_comment_is_cut_and_all_else_kept()
    {
        var feedback = new RecentFeedback();
        var given = new Feedback { CreatedAt = Start, Source = FeedbackSource.Automatic, Quality = 0.8, Comment = new string('c', 1_500) };
        feedback.Add(DecisionOf(1), given, FeedbackReceipt.Replaced, Start.AddSeconds(1));

        var kept = Again(feedback).All(_texts)[0];
        Assert.Equal(given with { Comment = new string('c', 1_000) }, kept.Feedback);
        Assert.Equal((FeedbackReceipt.Replaced, Start.AddSeconds(1)), (kept.Receipt, kept.ReceivedAt));
    }

    [Fact]
    public void One_without_a_time_was_made_when_it_arrived_also_where_it_was_kept_without_one()
    {
        var undated = new Feedback { CreatedAt = default, Source = FeedbackSource.User, Quality = 0.25 };
        var feedback = new RecentFeedback();
        feedback.Add(DecisionOf(1), undated, FeedbackReceipt.Accepted, Start);
        Assert.Equal(undated with { CreatedAt = Start }, Again(feedback).All(_texts)[0].Feedback);

        var old = new RecentFeedback();
        old.Restore(RecentFeedbackFormat.Write([new RecentJudgement(DecisionOf(1), null, undated, FeedbackReceipt.Accepted, Start)]));
        Assert.Equal(Start, old.All(_texts)[0].Feedback.CreatedAt);
    }

    [Fact]
    public void What_version_0_1_saved_keeps_its_result_ids_also_those_that_are_none()
    {
        var saved = Filled(2).All(_texts);
        var old = new RecentFeedback();
        old.Add(saved[1] with { ResultId = "r1" }, _texts);
        old.Add(saved[0], _texts);

        Assert.Equal([saved[0], saved[1] with { ResultId = "r1" }], Again(old).All(_texts).ToArray());
    }

    [Fact]
    public void A_result_id_whose_key_is_gone_is_empty_and_the_judgement_is_kept()
    {
        var feedback = new RecentFeedback();
        var given = new Feedback { CreatedAt = Start, Source = FeedbackSource.User, Quality = 0.25 };
        feedback.Add(DecisionOf(1) with { KeyEpoch = 7 }, given, FeedbackReceipt.Accepted, Start);

        Assert.Equal([new ReceivedFeedback("", given, FeedbackReceipt.Accepted, Start)], Again(feedback).All(_texts).ToArray());
    }

    [Fact]
    public void A_hundred_feedbacks_take_less_than_five_kilobytes() => Assert.InRange(Filled(100).Save().Length, 1, 5 * 1024);

    [Fact]
    public void Damage_anywhere_is_noticed()
    {
        var saved = Filled(5).Save();
        for (var i = 0; i < saved.Length; i++)
        {
            var damaged = saved.ToArray();
            damaged[i] ^= 0x10;
            Assert.Throws<MetricsException>(() => new RecentFeedback().Restore(damaged));
            Assert.Throws<MetricsException>(() => new RecentFeedback().Restore(saved.AsSpan(0, Math.Max(i, 1))));
        }
    }

    private static RecentFeedback Again(RecentFeedback feedback)
    {
        var again = new RecentFeedback();
        again.Restore(feedback.Save());
        return again;
    }

    private static RecentFeedback Filled(int count)
    {
        var feedback = new RecentFeedback();
        for (var i = 0; i < count; i++) Add(feedback, i);
        return feedback;
    }

    private static void Add(RecentFeedback feedback, int number) => feedback.Add(
        DecisionOf(number),
        new Feedback
        {
            Id = new Guid(number + 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
            CreatedAt = Start.AddSeconds(number).AddTicks(number),
            Source = number % 3 == 0 ? FeedbackSource.Automatic : FeedbackSource.User,
            Quality = Quality(number),
            Comment = number % 25 == 0 ? $"comment {number}" : null,
        },
        (FeedbackReceipt)(number % 6),
        Start.AddSeconds(number).AddMilliseconds(40));

    private static double Quality(int number) => (number % 97) / 96.0;

    private static Decision DecisionOf(int number) =>
        new(Start.AddSeconds(number).ToUnixTimeMilliseconds() - 700, number * 0x1234_5678_9ABCL, 1 + (number / 40), (number % 4) - 1, (uint)(number % 2), 0);
}
