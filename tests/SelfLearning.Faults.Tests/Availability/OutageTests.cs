using SelfLearning.Faults.Availability;

namespace SelfLearning.Faults.Tests.Availability;

public sealed class OutageTests
{
    [Fact]
    public void Without_a_failed_call_nobody_had_to_wait() => Assert.Equal(0, Longest(Ok(10, 10.1), Ok(11, 11.1)));

    [Fact]
    public void It_lasts_from_the_first_call_that_fails_to_the_answer_of_the_first_good_one_after_the_last() =>
        Assert.Equal(4.5, Longest(Ok(10, 10.1), Failed(11, 11.1), Failed(12, 14), Failed(13, 13.1), Ok(15, 15.5), Ok(16, 16.1)), 3);

    [Fact]
    public void A_call_that_was_under_way_when_the_fault_came_counts_from_the_fault() => Assert.Equal(1.5, Longest(Failed(9.5, 12), Ok(11, 11.5)), 3);

    [Fact]
    public void A_good_answer_to_a_call_made_before_the_last_failed_one_does_not_end_it() =>
        Assert.Equal(5, Longest(Failed(11, 11.1), Failed(15.5, 15.6), Ok(15.9, 16)), 3);

    [Fact]
    public void Of_several_outages_and_contexts_the_longest_counts() =>
        Assert.Equal(3, Longest(Failed(11, 11), Ok(12, 12), Failed(14, 14), Ok(16, 16), Failed(20, 20, "b"), Ok(23, 23, "b"), Ok(21, 21)), 3);

    [Fact]
    public void A_context_that_never_answers_again_is_down_until_watching_ends() => Assert.Equal(19, Longest(Ok(10, 10.1), Failed(11, 11.1)), 3);

    private static Call Ok(double issued, double answered, string context = "a") => Of(issued, answered, true, context);

    private static Call Failed(double issued, double answered, string context = "a") => Of(issued, answered, false, context);

    private static Call Of(double issued, double answered, bool succeeded, string context) =>
        new(context, TimeSpan.FromSeconds(issued), TimeSpan.FromSeconds(answered), succeeded);

    private static double Longest(params Call[] calls) =>
        Outage.Longest(calls, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)).TotalSeconds;
}
