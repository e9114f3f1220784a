using SelfLearning.Faults.Counting;

namespace SelfLearning.Faults.Tests.Counting;

public sealed class ContextLedgerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ContextLedger _ledger = new();

    [Fact]
    public void Only_what_was_acknowledged_must_count_and_what_was_never_answered_may()
    {
        Send("accepted", 0.5, FeedbackReceipt.Accepted);
        Send("kept by an earlier try", 0.25, FeedbackReceipt.Duplicate);
        Send("refused", 0.75, FeedbackReceipt.Late);

        Assert.Equal(new Expectation(2, 0, 0.75), _ledger.Expect());

        Send("not answered", 1, null);
        Assert.Equal(new Expectation(2, 1, null), _ledger.Expect());
    }

    [Fact]
    public void The_newest_word_of_a_user_holds_and_outranks_a_program()
    {
        var decision = Send("judged three times", 0.5, FeedbackReceipt.Accepted);
        decision.Add(Judged(0.25, FeedbackSource.User, Noon.AddSeconds(1))).Receipt = FeedbackReceipt.Corrected;
        decision.Add(Judged(1, FeedbackSource.Automatic, Noon.AddSeconds(2))).Receipt = FeedbackReceipt.Accepted;

        Assert.Equal(new Expectation(1, 0, 0.25), _ledger.Expect());
    }

    [Fact]
    public void A_change_of_mind_that_was_not_answered_leaves_the_number_certain_and_the_sum_open()
    {
        Send("judged twice", 0.5, FeedbackReceipt.Accepted).Add(Judged(0.25, FeedbackSource.User, Noon.AddSeconds(1)));

        Assert.Equal(new Expectation(1, 0, null), _ledger.Expect());
    }

    [Fact]
    public void Anything_but_duplicate_to_what_is_sent_again_means_that_it_was_forgotten()
    {
        _ledger.SentAgain(FeedbackReceipt.Duplicate);
        _ledger.SentAgain(FeedbackReceipt.Overloaded);
        Assert.Equal(0, _ledger.Forgotten);

        _ledger.SentAgain(FeedbackReceipt.Accepted);
        _ledger.SentAgain(FeedbackReceipt.Corrected);
        Assert.Equal(2, _ledger.Forgotten);
    }

    private static Feedback Judged(double quality, FeedbackSource source, DateTimeOffset at) => Feedback.FromQuality(quality, source) with { CreatedAt = at };

    private Decision Send(string resultId, double quality, FeedbackReceipt? receipt)
    {
        var decision = _ledger.Open(resultId);
        decision.Add(Judged(quality, FeedbackSource.User, Noon)).Receipt = receipt;
        return decision;
    }
}
