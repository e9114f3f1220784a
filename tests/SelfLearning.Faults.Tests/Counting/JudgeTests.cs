using SelfLearning.Faults.Counting;

namespace SelfLearning.Faults.Tests.Counting;

public sealed class JudgeTests
{
    private static readonly Expectation Ten = new(10, 0, 6);

    [Fact]
    public void All_that_was_promised_once_is_neither_lost_nor_double() => Assert.Equal(default, Judge.Of(Ten, new(10, 10, 6), 0, new(10, 10, 6)));

    [Fact]
    public void A_decision_that_the_metrics_lack_is_lost() => Assert.Equal(new Verdict(1, 0), Judge.Of(Ten, new(9, 10, 5.5), 0, new(9, 10, 5.5)));

    [Fact]
    public void A_decision_that_the_learner_lacks_is_lost() => Assert.Equal(new Verdict(2, 0), Judge.Of(Ten, new(10, 8, 6), 0, new(10, 8, 6)));

    [Fact]
    public void A_feedback_that_was_new_when_it_was_sent_again_was_lost_even_where_it_counts_by_now() =>
        Assert.Equal(new Verdict(1, 0), Judge.Of(Ten, new(10, 10, 6), 1, new(10, 10, 6)));

    [Fact]
    public void A_decision_that_is_counted_or_learned_twice_is_double()
    {
        Assert.Equal(new Verdict(0, 1), Judge.Of(Ten, new(11, 10, 6.5), 0, new(11, 10, 6.5)));
        Assert.Equal(new Verdict(0, 1), Judge.Of(Ten, new(10, 11, 6), 0, new(10, 11, 6)));
    }

    [Fact]
    public void A_feedback_that_counts_again_when_it_is_sent_again_was_forgotten_and_is_double() =>
        Assert.Equal(new Verdict(1, 1), Judge.Of(Ten, new(10, 10, 6), 1, new(11, 11, 6.5)));

    [Fact]
    public void One_lost_and_another_double_do_not_cancel_out() => Assert.Equal(new Verdict(1, 1), Judge.Of(Ten, new(10, 10, 6.2), 0, new(10, 10, 6.2)));

    [Fact]
    public void What_was_never_answered_may_count_or_not()
    {
        var expected = new Expectation(10, 2, null);
        Assert.Equal(default, Judge.Of(expected, new(10, 10, 6), 0, new(10, 10, 6)));
        Assert.Equal(default, Judge.Of(expected, new(12, 12, 7), 0, new(12, 12, 7)));
        Assert.Equal(new Verdict(0, 1), Judge.Of(expected, new(13, 13, 8), 0, new(13, 13, 8)));
        Assert.Equal(new Verdict(1, 0), Judge.Of(expected, new(9, 9, 5), 0, new(9, 9, 5)));
    }

    [Fact]
    public void A_module_summary_must_be_the_sum_of_its_contexts()
    {
        Assert.Equal(default, Judge.OfSummary(10, 10));
        Assert.Equal(new Verdict(1, 0), Judge.OfSummary(10, 9));
        Assert.Equal(new Verdict(0, 2), Judge.OfSummary(10, 12));
    }
}
