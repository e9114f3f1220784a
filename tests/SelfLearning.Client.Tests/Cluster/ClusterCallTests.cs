using System.Net.Sockets;
using Orleans.Runtime.Messaging;
using Orleans.Storage;
using SelfLearning.Client.Tests.Fakes;

namespace SelfLearning.Client.Tests.Cluster;

public sealed class ClusterCallTests : IAsyncDisposable
{
    private readonly TestHost _host = new();

    public static TheoryData<Exception> Unanswered =>
    [
        new TimeoutException("no answer within 00:00:05"),
        new SiloUnavailableException("gone"),
        new ConnectionFailedException("refused"),
        new SocketException((int)SocketError.ConnectionRefused),
    ];

    public static TheoryData<Exception> RefusedForNow =>
    [
        new GatewayTooBusyException("busy"),
        new LimitExceededException("queue"),
        new InconsistentStateException("two of them"),
    ];

    public static TheoryData<Exception> SaidOnPurpose =>
    [
        new ModuleNotFoundException("no such module"),
        new AdaptationException("not proposed"),
        new SelfLearningException("storage is unavailable") { IsRetryable = true },
        new FormatException("a defect"),
    ];

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Unanswered))]
    public async Task A_cluster_that_does_not_answer_is_unavailable_and_may_have_carried_out_the_call(Exception cause)
    {
        _host.Folk.Failure = cause;

        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(() => EndAsync(_host.Lyrics.GetPolicyAsync("folk")));

        Assert.Same(cause, error.InnerException);
        Assert.Equal(("lyrics", "folk", true, true), (error.Module, error.Context, error.IsRetryable, error.WasSent));
        Assert.Contains("GetPolicyAsync of module 'lyrics', context 'folk'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Calling again with the same arguments is safe", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RefusedForNow))]
    public async Task What_the_cluster_refuses_for_now_is_a_retryable_error_with_the_cause(Exception cause)
    {
        _host.Folk.Failure = cause;

        var error = await Assert.ThrowsAsync<SelfLearningException>(async () => await _host.Lyrics.GetPolicyAsync("folk"));

        Assert.Same(cause, error.InnerException);
        Assert.Equal(("lyrics", "folk", true), (error.Module, error.Context, error.IsRetryable));
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SaidOnPurpose))]
    public async Task What_a_silo_says_passes_as_it_is(Exception said)
    {
        _host.Folk.Failure = said;

        Assert.Same(said, await Assert.ThrowsAnyAsync<Exception>(async () => await _host.Lyrics.GetPolicyAsync("folk")));
    }

    [Fact]
    public async Task A_question_whose_silo_has_gone_is_asked_again()
    {
        _host.Folk.Failure = new SiloUnavailableException("gone");
        var call = _host.Lyrics.GetPolicyAsync("folk");
        _host.Folk.Failure = null;

        Assert.Equal("folk", (await EndAsync(call)).Context);
        Assert.Equal(2, _host.Folk.Calls.Count);
    }

    [Fact]
    public async Task Feedback_whose_silo_has_gone_is_sent_four_times_in_all()
    {
        _host.Cluster.Module().Failure = new SiloUnavailableException("gone");

        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(() => EndAsync(_host.Lyrics.ApplyFeedbackAsync("an-id", Feedback.FromRating(4))));

        Assert.True(error.WasSent);
        var sent = _host.Cluster.Module().Calls;
        Assert.Equal(4, sent.Count);
        Assert.Single(sent.Select(call => call.Arguments[0]).Distinct());
    }

    [Fact]
    public async Task What_may_not_be_done_twice_is_sent_once()
    {
        _host.Folk.Failure = _host.Cluster.Module().Failure = new SiloUnavailableException("gone");

        await Assert.ThrowsAsync<ClusterUnavailableException>(() => _host.Lyrics.ApproveAsync("folk", 1, new Decider("me")));
        await Assert.ThrowsAsync<ClusterUnavailableException>(() => _host.Client.GetModule<string, string>("lyrics").ProcessAsync(""));

        Assert.Single(_host.Folk.Calls);
        Assert.Single(_host.Cluster.Module().Calls);
    }

    [Fact]
    public async Task A_client_made_before_the_connection_works_after_it()
    {
        _host.Cluster.IsConnected = false;
        var lyrics = _host.Lyrics;

        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(async () => await lyrics.GetPolicyAsync("folk"));
        _host.Cluster.IsConnected = true;
        var view = await lyrics.GetPolicyAsync("folk");

        Assert.Equal((true, false), (error.IsRetryable, error.WasSent));
        Assert.Contains("AddSelfLearning()", error.Message, StringComparison.Ordinal);
        Assert.Equal("folk", view.Context);
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_waiting()
    {
        using var cancellation = new CancellationTokenSource();
        _host.Folk.Gate = new TaskCompletionSource().Task;

        var call = _host.Lyrics.GetPolicyAsync("folk", cancellation.Token);
        Assert.Single(_host.Folk.Calls);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_token_cancelled_before_sends_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _host.Lyrics.DeleteContextAsync("folk", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _host.Client.GetModule<string, string>("lyrics").ProcessAsync("", cancelled));

        Assert.Empty(_host.Folk.Calls);
        Assert.Empty(_host.Cluster.Module().Calls);
    }

    private async Task<T> EndAsync<T>(Task<T> call)
    {
        while (!call.IsCompleted)
        {
            _host.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }

        return await call;
    }
}
