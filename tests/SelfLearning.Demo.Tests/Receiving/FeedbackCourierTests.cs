using Microsoft.Extensions.Time.Testing;
using SelfLearning.Demo.Receiving;
using SelfLearning.Demo.Running;
using SelfLearning.Demo.Tests.Input;

namespace SelfLearning.Demo.Tests.Receiving;

public sealed class FeedbackCourierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FeedbackJournal _journal;
    private readonly List<IReadOnlyList<ResultFeedback>> _sent = [];
    private readonly SemaphoreSlim _calls = new(0);
    private Func<IReadOnlyList<ResultFeedback>, IReadOnlyList<FeedbackReceipt>> _answer = sent => [.. sent.Select(_ => FeedbackReceipt.Accepted)];

    public FeedbackCourierTests() => _journal = Open();

    public void Dispose()
    {
        _journal.Dispose();
        _calls.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Feedback_waits_before_it_is_sent()
    {
        var courier = Courier(_journal);
        using var end = new CancellationTokenSource();
        var running = courier.RunAsync(end.Token);
        courier.Add(Judgements.Some(1)[0]);

        _time.Advance(FeedbackCourier.Delay - TimeSpan.FromMilliseconds(250));
        Assert.Empty(_sent);
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.True(await _calls.WaitAsync(TimeSpan.FromSeconds(10)));

        await end.CancelAsync();
        await running;
        Assert.Single(_sent);
        Assert.Equal((1, 0), (courier.Acknowledged, courier.Waiting));
    }

    [Fact]
    public async Task Draining_sends_everything_in_batches_and_in_order()
    {
        var courier = Courier(_journal);
        var judgements = Judgements.Some((2 * FeedbackCourier.BatchSize) + 5);
        foreach (var judgement in judgements) courier.Add(judgement);

        await courier.DrainAsync(default);

        Assert.Equal([FeedbackCourier.BatchSize, FeedbackCourier.BatchSize, 5], _sent.Select(s => s.Count));
        Assert.Equal(judgements.Select(j => j.Feedback), _sent.SelectMany(s => s));
        Assert.Equal(205, _journal.CountedOf("json"));
    }

    [Fact]
    public async Task What_was_answered_Overloaded_is_sent_again_with_the_same_ids()
    {
        var courier = Courier(_journal);
        var judgements = Judgements.Some(4);
        foreach (var judgement in judgements) courier.Add(judgement);
        _answer = sent => [.. sent.Select((_, i) => i % 2 == 0 ? FeedbackReceipt.Accepted : FeedbackReceipt.Overloaded)];
        await courier.DrainAsync(default);
        Assert.Equal((2, 2), (courier.Acknowledged, courier.Waiting));

        _answer = sent => [.. sent.Select(_ => FeedbackReceipt.Accepted)];
        await courier.DrainAsync(default);

        Assert.Equal([judgements[1].Feedback, judgements[3].Feedback], _sent[1]);
        Assert.Equal((4, 0), (courier.Acknowledged, courier.Waiting));
    }

    [Fact]
    public async Task A_failed_call_is_repeated_with_the_same_ids()
    {
        var courier = Courier(_journal);
        var judgements = Judgements.Some(2);
        foreach (var judgement in judgements) courier.Add(judgement);
        _answer = _ => throw new MetricsException("The storage is not available.") { IsRetryable = true };
        await courier.DrainAsync(default);
        Assert.Equal((0, 2, 1), (courier.Acknowledged, courier.Waiting, courier.FailedCalls));

        _answer = sent => [.. sent.Select(_ => FeedbackReceipt.Duplicate)];
        await courier.DrainAsync(default);

        Assert.Equal(_sent[0], _sent[1]);
        Assert.Equal((2, 2), (courier.Acknowledged, _journal.CountedOf("json")));
    }

    [Fact]
    public async Task A_batch_is_kept_before_it_is_sent_so_that_a_crash_in_between_loses_nothing()
    {
        var judgements = Judgements.Some(2);
        var courier = Courier(_journal);
        foreach (var judgement in judgements) courier.Add(judgement);
        _answer = _ => throw new InvalidOperationException("The process ends here.");
        await Assert.ThrowsAsync<InvalidOperationException>(() => courier.DrainAsync(default));
        _journal.Dispose();

        using var journal = Open();
        _answer = sent => [.. sent.Select(_ => FeedbackReceipt.Duplicate)];
        await Courier(journal).DrainAsync(default);

        Assert.Equal(judgements.Select(j => j.Feedback), _sent[1]);
        Assert.Equal(2, journal.CountedOf("json"));
    }

    private FeedbackJournal Open() =>
        FeedbackJournal.Open(Path.Combine(_folder.Path, "outbox.json"), Path.Combine(_folder.Path, "acknowledged.log"));

    private FeedbackCourier Courier(FeedbackJournal journal) => new(
        new CompressionCalls(
            (_, _) => throw new NotSupportedException(),
            (feedbacks, _) =>
            {
                _sent.Add(feedbacks);
                try
                {
                    return Task.FromResult(_answer(feedbacks));
                }
                finally
                {
                    _calls.Release();
                }
            },
            (_, _) => throw new NotSupportedException(),
            (_, _) => throw new NotSupportedException()),
        journal,
        _time);
}
