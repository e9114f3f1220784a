using SelfLearning.Client.Tests.Fakes;
using SelfLearning.Outcomes;

namespace SelfLearning.Client.Tests.Outcomes;

/// <summary>How outcomes reach their context, and when they do not.</summary>
public sealed class OutboxTests : IAsyncDisposable
{
    private readonly TestHost _host = new();
    private int _ended;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Outcomes_go_together_one_second_after_the_first()
    {
        await EndAsync(3);
        _host.Time.Advance(TimeSpan.FromMilliseconds(900));
        await EndAsync(2);
        Assert.Empty(Batches);

        _host.Time.Advance(TimeSpan.FromMilliseconds(100));

        await Eventually.HoldsAsync(() => _host.Folk.Outcomes.Count == 5);
        Assert.Single(Batches);
        await Eventually.HoldsAsync(() => _host.Queue.Waiting == 0);
    }

    [Fact]
    public async Task A_full_batch_goes_at_once_and_the_rest_waits()
    {
        await EndAsync(300);

        await Eventually.HoldsAsync(() => _host.Folk.Outcomes.Count == 256);
        await Eventually.HoldsAsync(() => _host.Queue.Waiting == 44);
    }

    [Fact]
    public async Task One_batch_is_on_its_way_at_a_time_and_their_order_is_that_of_the_ends()
    {
        await EndAsync(1);
        var gate = new TaskCompletionSource();
        _host.Folk.Gate = gate.Task;
        await EndAsync(1_000);
        await Eventually.HoldsAsync(() => Batches.Count == 1);
        _host.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Single(Batches);

        gate.SetResult();
        var outcomes = await _host.OutcomesAsync();

        Assert.Equal(1_001, outcomes.Count);
        Assert.Equal(Enumerable.Range(0, 1_001), outcomes.Select(outcome => (int)Math.Round(outcome.Quality!.Value * 1_001)));
    }

    [Fact]
    public async Task While_a_batch_is_on_its_way_the_next_takes_all_that_comes()
    {
        await EndAsync(1);
        var gate = new TaskCompletionSource();
        _host.Folk.Gate = gate.Task;
        await EndAsync(255 + 1_700);
        await Eventually.HoldsAsync(() => Batches.Count == 1);
        gate.SetResult();

        await Eventually.HoldsAsync(() => _host.Folk.Outcomes.Count == 1_956);
        Assert.Equal(2, Batches.Count);
    }

    [Fact]
    public async Task What_is_flushed_while_a_batch_is_on_its_way_goes_right_behind_it_and_the_flush_ends_with_it()
    {
        await EndAsync(1);
        var gate = new TaskCompletionSource();
        _host.Folk.Gate = gate.Task;
        await EndAsync(255 + 3);
        await Eventually.HoldsAsync(() => Batches.Count == 1);
        var flush = _host.OutcomesAsync();
        Assert.False(flush.IsCompleted);
        gate.SetResult();

        Assert.Equal(259, (await flush).Count);
        Assert.Equal((2, 0), (Batches.Count, _host.Queue.Waiting));
    }

    [Fact]
    public async Task Without_a_cluster_an_end_completes_at_once_and_its_outcome_arrives_later()
    {
        var operation = await BeginAsync();
        _host.Folk.Failure = new TimeoutException();

        Assert.True(operation.SucceedAsync().IsCompletedSuccessfully);
        await _host.OutcomesAsync();
        Assert.Single(Batches);
        _host.Folk.Failure = null;
        _host.Time.Advance(TimeSpan.FromMilliseconds(500));

        await Eventually.HoldsAsync(() => _host.Folk.Outcomes.Count == 1);
        Assert.Empty(_host.Log.Warnings);
    }

    [Fact]
    public async Task A_batch_whose_answer_is_lost_is_sent_again_as_it_was_and_counted_once()
    {
        await EndAsync(2);
        _host.Folk.LostAnswer = new TimeoutException();
        await _host.OutcomesAsync();
        await EndAsync(1);
        await _host.OutcomesAsync();
        _host.Folk.LostAnswer = null;

        Assert.Equal(3, (await _host.OutcomesAsync()).Count);
        Assert.Equal(Batches[0], Batches[1]);
        Assert.Equal(Batches[1], Batches[2]);
        Assert.Equal(4, Batches.Count);
    }

    [Fact]
    public async Task After_ten_minutes_without_an_answer_a_batch_is_dropped_counted_and_told()
    {
        await EndAsync(2);
        _host.Folk.Failure = new TimeoutException("no answer");
        await _host.OutcomesAsync();
        _host.Time.Advance(TimeSpan.FromMinutes(9));
        await _host.OutcomesAsync();
        Assert.Equal(2, _host.Queue.Waiting);

        _host.Time.Advance(TimeSpan.FromMinutes(1));
        await _host.OutcomesAsync();

        await Eventually.HoldsAsync(() => _host.Queue.Waiting == 0 && _host.Log.Warnings.Count > 0);
        Assert.Contains("Module lyrics: the outcomes of 2 operations are lost", Assert.Single(_host.Log.Warnings).Text, StringComparison.Ordinal);
        Assert.Equal(2, Dropped);
    }

    [Fact]
    public async Task Beyond_ten_thousand_new_outcomes_are_dropped_counted_and_told_every_ten_seconds()
    {
        await EndAsync(1);
        _host.Folk.Failure = new TimeoutException();
        await EndAsync(OutcomeQueue.Limit + 4);
        Assert.Equal((OutcomeQueue.Limit, 5), (_host.Queue.Waiting, Dropped));
        Assert.Contains("outcomes of 1 operations", Assert.Single(_host.Log.Warnings).Text, StringComparison.Ordinal);

        _host.Time.Advance(TimeSpan.FromSeconds(10));

        await Eventually.HoldsAsync(() => _host.Log.Warnings.Count == 2);
        Assert.Contains("outcomes of 4 operations", _host.Log.Warnings[1].Text, StringComparison.Ordinal);
        _host.Folk.Failure = null;
        Assert.Equal(OutcomeQueue.Limit, (await _host.OutcomesAsync()).Count);
    }

    [Fact]
    public async Task A_question_is_asked_after_what_waits_was_sent()
    {
        await EndAsync(1);

        await _host.Lyrics.GetPerformanceMetricsAsync("1h", "folk");

        var order = _host.Folk.Calls.Select(call => call.Name).ToList();
        Assert.True(order.IndexOf("outcomes") < order.IndexOf("summary"), string.Join(", ", order));
        await EndAsync(1);
        await _host.Lyrics.GetPerformanceMetricsAsync("1h");
        Assert.Equal(2, _host.Folk.Outcomes.Count);
        // What waits for another context is not sent.
        await EndAsync(1);
        await _host.Lyrics.GetPerformanceMetricsAsync("1h", "jazz");
        Assert.Equal(2, _host.Folk.Outcomes.Count);
    }

    [Fact]
    public async Task That_outcomes_could_not_be_sent_does_not_fail_a_question()
    {
        await EndAsync(1);
        _host.Folk.LostAnswer = new TimeoutException();

        Assert.Equal("folk", (await _host.Lyrics.GetPerformanceMetricsAsync("1h", "folk")).Context);
    }

    [Fact]
    public async Task A_batch_that_the_context_refuses_is_dropped_and_told_with_the_reason()
    {
        await EndAsync(3);
        _host.Folk.VerifyingKey = new byte[32];

        await _host.OutcomesAsync();

        Assert.Equal(0, _host.Queue.Waiting);
        Assert.Contains("its seal is not that of this context", Assert.Single(_host.Log.Warnings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_with_another_key_gets_the_batch_sealed_anew()
    {
        await EndAsync(3);
        _host.Folk.SigningKey = new byte[32];

        Assert.Equal(3, (await _host.OutcomesAsync()).Count);
        Assert.Empty(_host.Log.Warnings);
    }

    [Fact]
    public async Task A_cluster_that_has_forgotten_the_module_gets_it_registered_before_the_batch()
    {
        await using var host = new TestHost(client => client.AddModule<LyricsConfig>("lyrics"));
        await (await host.Lyrics.BeginAsync<LyricsConfig>("folk")).SucceedAsync();
        host.Folk.LostAnswer = new ModuleNotFoundException("no such module");
        await host.OutcomesAsync();
        host.Folk.LostAnswer = null;
        host.Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.HoldsAsync(() => host.Queue.Waiting == 0);
        Assert.True(host.Cluster.Definition().CallsOf("register").Count > 1);
    }

    [Fact]
    public async Task What_waits_is_sent_when_the_client_is_disposed()
    {
        await EndAsync(3);

        await _host.DisposeAsync();

        Assert.Equal(3, _host.Folk.Outcomes.Count);
    }

    [Fact]
    public async Task What_cannot_be_sent_when_the_client_is_disposed_is_told_to_be_lost_and_so_is_what_ends_later()
    {
        var late = await BeginAsync();
        await EndAsync(3);
        _host.Folk.Failure = new TimeoutException();

        await _host.DisposeAsync();
        Assert.Contains("outcomes of 3 operations", Assert.Single(_host.Log.Warnings).Text, StringComparison.Ordinal);
        Assert.True(late.SucceedAsync().IsCompletedSuccessfully);
    }

    private IReadOnlyList<byte[]> Batches => [.. _host.Folk.CallsOf("outcomes").Select(call => (byte[])call[0]!)];

    private Task<Operation<LyricsConfig>> BeginAsync() => _host.Lyrics.BeginAsync<LyricsConfig>("folk").AsTask();

    private long Dropped => _host.Meters.Of("selflearning.outcomes.dropped", "lyrics");

    private async Task EndAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var operation = await BeginAsync();
            await operation.SucceedAsync(Math.Min(1, _ended++ / 1_001.0));
        }
    }
}
