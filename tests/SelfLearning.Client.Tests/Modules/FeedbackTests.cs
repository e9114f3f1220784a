using System.Collections.Immutable;
using SelfLearning.Client.Tests.Fakes;
using SelfLearning.Modules;

namespace SelfLearning.Client.Tests.Modules;

public sealed class FeedbackTests : IAsyncDisposable
{
    private static readonly string HugeId = new('x', 1_000_000);

    private readonly TestHost _host = new();

    private FakeModuleGrain Grain => _host.Cluster.Module();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_receipt_is_that_of_the_silo()
    {
        var receipt = await _host.Lyrics.ApplyFeedbackAsync("id-3", Rated(4));

        Assert.Equal(FeedbackReceipt.Corrected, receipt);
    }

    [Fact]
    public async Task A_comment_that_is_too_long_is_cut_and_the_id_is_kept()
    {
        var feedback = new Feedback
        {
            CreatedAt = FakeContextGrain.Start,
            Source = FeedbackSource.User,
            Quality = 0.8,
            Comment = new string('x', 5_000),
        };

        await _host.Lyrics.ApplyFeedbackAsync("id-0", feedback);

        var sent = ((ResultFeedback)Assert.Single(Grain.CallsOf("feedback"))[0]!).Feedback;
        Assert.Equal((feedback.Id, 1_000), (sent.Id, sent.Comment!.Length));
    }

    [Fact]
    public async Task A_text_that_can_be_no_id_is_unknown_without_a_call()
    {
        Assert.Equal(FeedbackReceipt.Unknown, await _host.Lyrics.ApplyFeedbackAsync("", Rated(4)));
        Assert.Equal(FeedbackReceipt.Unknown, await _host.Lyrics.ApplyFeedbackAsync(HugeId, Rated(4)));
        Assert.Empty(Grain.Calls);
    }

    [Fact]
    public async Task A_feedback_that_is_not_valid_is_refused_by_the_name_of_its_member()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _host.Lyrics.ApplyFeedbackAsync("id-0", Rated(4) with { Quality = 1.5 }));

        Assert.Contains("Feedback.Quality 1.5", error.Message, StringComparison.Ordinal);
        Assert.Empty(Grain.Calls);
    }

    [Fact]
    public async Task No_answer_is_a_retryable_error_and_the_same_object_may_be_sent_again()
    {
        var feedback = Rated(4);
        Grain.Failure = new TimeoutException();

        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(() => _host.Lyrics.ApplyFeedbackAsync("id-0", feedback));
        Grain.Failure = null;
        await _host.Lyrics.ApplyFeedbackAsync("id-0", feedback);

        Assert.True(error.IsRetryable);
        Assert.All(Grain.CallsOf("feedback"), call => Assert.Equal(feedback.Id, ((ResultFeedback)call[0]!).Feedback.Id));
    }

    [Fact]
    public async Task A_batch_is_sent_in_bounded_parts_and_answered_in_its_own_order()
    {
        var feedbacks = Enumerable.Range(0, 250).Select(i => new ResultFeedback($"id-{i}", Rated(1 + (i % 5)))).ToList();

        var receipts = await _host.Lyrics.ApplyFeedbackAsync(feedbacks);

        Assert.Equal([100, 100, 50], Batches().Select(b => b.Length));
        Assert.Equal(feedbacks, Batches().SelectMany(b => b));
        Assert.Equal(feedbacks.Select(f => FakeModuleGrain.ReceiptOf(f.ResultId)), receipts);
    }

    [Fact]
    public async Task Texts_that_can_be_no_id_keep_their_places_in_a_batch()
    {
        var receipts = await _host.Lyrics.ApplyFeedbackAsync(
            [new("", Rated(1)), new("id-4", Rated(2)), new(HugeId, Rated(3)), new("id-1", Rated(4))]);

        Assert.Equal([FeedbackReceipt.Unknown, FeedbackReceipt.Late, FeedbackReceipt.Unknown, FeedbackReceipt.Duplicate], receipts);
        Assert.Equal(["id-4", "id-1"], Assert.Single(Batches()).Select(f => f.ResultId));
    }

    [Fact]
    public async Task An_empty_batch_needs_no_call()
    {
        Assert.Empty(await _host.Lyrics.ApplyFeedbackAsync([]));
        Assert.Empty(Grain.Calls);
    }

    [Fact]
    public async Task One_wrong_feedback_keeps_the_whole_batch_from_being_sent_and_is_named_by_its_place()
    {
        var feedbacks = Enumerable.Range(0, 150).Select(i => new ResultFeedback($"id-{i}", Rated(3))).ToList();
        feedbacks[120] = feedbacks[120] with { Feedback = Rated(3) with { Id = Guid.Empty } };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => _host.Lyrics.ApplyFeedbackAsync(feedbacks));

        Assert.Contains("feedbacks[120]: Feedback.Id is empty", error.Message, StringComparison.Ordinal);
        Assert.Empty(Grain.Calls);
    }

    [Fact]
    public async Task A_missing_feedback_in_a_batch_is_named_by_its_place()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => _host.Lyrics.ApplyFeedbackAsync([new("id-1", Rated(3)), new("id-2", null!)]));

        Assert.Contains("feedbacks[1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_part_stays_far_below_the_payload_limit()
    {
        const int bytesOfOne = (4 * Feedback.MaximumCommentLength) + 500 + 100;

        Assert.True(ResultCalls.ChunkSize * bytesOfOne < PayloadJson.DefaultSizeLimit);
    }

    private IReadOnlyList<ImmutableArray<ResultFeedback>> Batches() =>
        [.. Grain.CallsOf("feedback-batch").Select(c => (ImmutableArray<ResultFeedback>)c[0]!)];

    private Feedback Rated(int rating) => Feedback.FromRating(rating, time: _host.Time);
}
