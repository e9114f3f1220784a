using SelfLearning.Demo.Receiving;
using SelfLearning.Demo.Tests.Input;

namespace SelfLearning.Demo.Tests.Receiving;

public sealed class FeedbackJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Outbox => Path.Combine(_folder.Path, "outbox.json");

    private string Log => Path.Combine(_folder.Path, "acknowledged.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_batch_that_was_interrupted_is_known_again_with_the_same_ids()
    {
        var batch = Judgements.Some(3);
        using (var journal = Open()) journal.Begin(batch);

        using var next = Open();

        Assert.Equal(batch, next.Interrupted);
    }

    [Fact]
    public void What_was_acknowledged_is_not_sent_again()
    {
        var batch = Judgements.Some(3);
        using (var journal = Open())
        {
            journal.Begin(batch);
            journal.Acknowledge([Acknowledged(batch[1], FeedbackReceipt.Accepted)]);
        }

        using var next = Open();

        Assert.Equal([batch[0], batch[2]], next.Interrupted);
    }

    [Fact]
    public void An_acknowledgement_is_on_disk_at_once()
    {
        var batch = Judgements.Some(1);
        using var journal = Open();

        journal.Acknowledge([Acknowledged(batch[0], FeedbackReceipt.Accepted)]);

        using var reader = new StreamReader(new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        Assert.Equal($"{batch[0].Feedback.Feedback.Id:N} json Accepted\n", reader.ReadToEnd());
    }

    [Fact]
    public void A_line_that_a_crash_has_cut_is_no_acknowledgement_and_the_next_one_is_whole()
    {
        var batch = Judgements.Some(2);
        using (var journal = Open())
        {
            journal.Begin(batch);
            journal.Acknowledge([Acknowledged(batch[0], FeedbackReceipt.Accepted), Acknowledged(batch[1], FeedbackReceipt.Accepted)]);
        }

        File.WriteAllBytes(Log, File.ReadAllBytes(Log)[..^3]);
        using (var journal = Open())
        {
            Assert.Equal([batch[1]], journal.Interrupted);
            journal.Acknowledge([Acknowledged(batch[1], FeedbackReceipt.Duplicate)]);
        }

        using var next = Open();
        Assert.Empty(next.Interrupted);
        Assert.Equal(2, next.CountedOf("json"));
    }

    [Fact]
    public void Only_receipts_that_say_so_count_as_counted_and_counts_go_on_over_runs()
    {
        var batch = Judgements.Some(8);
        using (var journal = Open()) journal.Acknowledge([.. batch.Zip(Enum.GetValues<FeedbackReceipt>(), Acknowledged)]);

        using var next = Open();

        Assert.Equal(4, next.CountedOf("json"));
        Assert.Equal(0, next.CountedOf("xml"));
    }

    private static AcknowledgedFeedback Acknowledged(PendingFeedback feedback, FeedbackReceipt receipt) =>
        new(feedback.Feedback.Feedback.Id, feedback.ContentType, receipt);

    private FeedbackJournal Open() => FeedbackJournal.Open(Outbox, Log);
}
