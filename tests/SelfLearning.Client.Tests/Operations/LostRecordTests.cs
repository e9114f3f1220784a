using SelfLearning.Client.Tests.Fakes;

namespace SelfLearning.Client.Tests.Operations;

/// <summary>What a host sees of an operation whose record the cluster does not take.</summary>
public sealed class LostRecordTests : IAsyncDisposable
{
    private readonly TestHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Success_says_so_with_a_retryable_error()
    {
        await using var operation = await BeginThenLoseAsync();

        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(() => operation.SucceedAsync());

        Assert.True(error.IsRetryable);
        Assert.Equal(("lyrics", "folk"), (error.Module, error.Context));
    }

    [Fact]
    public async Task The_next_end_sends_the_record_of_the_first_one()
    {
        await using var operation = await BeginThenLoseAsync();
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<ClusterUnavailableException>(() => operation.SucceedAsync(0.5));
        _host.Folk.Failure = null;
        _host.Time.Advance(TimeSpan.FromSeconds(5));

        await operation.FailAsync(new TimeoutException());

        Assert.Equal(2, _host.Folk.Reports.Count);
        Assert.Same(_host.Folk.Reports[0], _host.Folk.Reports[1]);
        Assert.Equal((OperationStatus.Success, 1_000d, 0.5), (_host.Folk.Reports[1].Status, _host.Folk.Reports[1].DurationMs, _host.Folk.Reports[1].Quality));
        await Assert.ThrowsAsync<InvalidOperationException>(() => operation.SucceedAsync());
    }

    [Fact]
    public async Task A_failure_is_logged_and_hides_nothing()
    {
        await using var operation = await BeginThenLoseAsync();

        await operation.FailAsync(new FormatException("the host's own"));

        var warning = Assert.Single(_host.Log.Warnings);
        Assert.Contains(operation.Id, warning.Text, StringComparison.Ordinal);
        Assert.IsType<ClusterUnavailableException>(warning.Exception);
    }

    [Fact]
    public async Task Dispose_does_not_throw()
    {
        var operation = await BeginThenLoseAsync();

        await operation.DisposeAsync();

        Assert.Equal("abandoned", Assert.Single(_host.Folk.Reports).Error);
        Assert.Single(_host.Log.Warnings);
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_end_to_be_sent_again()
    {
        using var cancellation = new CancellationTokenSource();
        await using var operation = await _host.Lyrics.BeginAsync<LyricsConfig>("folk");
        var gate = new TaskCompletionSource();
        _host.Folk.Gate = gate.Task;

        var end = operation.SucceedAsync(cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
        gate.SetResult();
        await operation.SucceedAsync();

        Assert.Equal(2, _host.Folk.Reports.Count);
        Assert.Same(_host.Folk.Reports[0], _host.Folk.Reports[1]);
    }

    private async Task<Operation<LyricsConfig>> BeginThenLoseAsync()
    {
        var operation = await _host.Lyrics.BeginAsync<LyricsConfig>("folk");
        _host.Folk.Failure = new TimeoutException("no answer within 00:00:05");
        return operation;
    }
}
