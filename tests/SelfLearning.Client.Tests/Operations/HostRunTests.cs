using SelfLearning.Client.Tests.Fakes;
using SelfLearning.Learning;

namespace SelfLearning.Client.Tests.Operations;

public sealed class HostRunTests : IAsyncDisposable
{
    private readonly TestHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_code_gets_the_decided_values_and_its_result_an_id()
    {
        var result = await _host.Lyrics.RunAsync(
            "folk", (LyricsConfig c, CancellationToken _) => Task.FromResult($"{c.Structure} at {c.Temperature:0.0}"));

        Assert.Equal("hook-first at 0.9", result.Data);
        Assert.Equal((FakeContextGrain.Start, OperationStatus.Success, true), (result.CreatedAt, result.Status, result.AdaptationApplied));
        Assert.Equal([new("temperature", "0.9"), new("structure", "hook-first")], result.Parameters.ToArray());
        Assert.True(ResultId.TryParse(result.Id, out var id) && ResultId.TryVerify(result.Id, id, _host.Folk.SigningKey));
        Assert.Equal(id, Assert.Single(await _host.OutcomesAsync()).Decision!.Value.In("lyrics", ContextKey.Parse("folk")));
    }

    [Fact]
    public async Task Defaults_alone_are_no_adaptation()
    {
        _host.Folk.Decide = policy => policy with
        {
            Policy = policy.Policy with { Values = [new("temperature", "0.7"), new("structure", "verse-first")], Candidates = [], TrialShare = 0 },
        };

        var result = await _host.Lyrics.RunAsync("folk", (LyricsConfig _, CancellationToken _) => Task.FromResult(1));

        Assert.False(result.AdaptationApplied);
    }

    [Fact]
    public async Task The_duration_is_that_of_the_code_without_the_judgement()
    {
        var result = await _host.Lyrics.RunAsync<LyricsConfig, string>(
            "folk",
            (_, _) =>
            {
                _host.Time.Advance(TimeSpan.FromMilliseconds(300));
                return Task.FromResult("text");
            },
            (_, _) =>
            {
                _host.Time.Advance(TimeSpan.FromHours(1));
                return ValueTask.FromResult<double?>(0.25);
            });

        var report = Assert.Single(await _host.OutcomesAsync());
        Assert.Equal((300d, 0.25, OperationStatus.Success), (report.DurationMs, report.Quality, report.Status));
        Assert.Equal((300d, 0.25), (result.ExecutionTimeMs, result.QualityScore));
    }

    [Fact]
    public async Task An_exception_is_recorded_with_its_duration_and_thrown_as_it_is()
    {
        var own = new FormatException("not a verse");

        var thrown = await Assert.ThrowsAsync<FormatException>(() => _host.Lyrics.RunAsync<LyricsConfig, string>("folk", (_, _) =>
        {
            _host.Time.Advance(TimeSpan.FromMilliseconds(40));
            throw own;
        }));

        Assert.Same(own, thrown);
        var report = Assert.Single(await _host.OutcomesAsync());
        Assert.Equal((OperationStatus.Failure, 40d, "FormatException: not a verse"), (report.Status, report.DurationMs, report.Error));
    }

    [Fact]
    public async Task A_cluster_that_has_gone_takes_neither_a_result_nor_an_exception_away()
    {
        await using (await _host.Lyrics.BeginAsync<LyricsConfig>("folk"))
        {
            _host.Folk.Failure = new TimeoutException();
        }

        var result = await _host.Lyrics.RunAsync<LyricsConfig, string>("folk", (_, _) => Task.FromResult("paid for"));
        var own = new FormatException();
        var thrown = await Assert.ThrowsAsync<FormatException>(() => _host.Lyrics.RunAsync<LyricsConfig, string>("folk", (_, _) => throw own));

        Assert.Equal("paid for", result.Data);
        Assert.Same(own, thrown);
        Assert.Empty(_host.Log.Warnings);
    }

    [Fact]
    public async Task Cancelled_by_the_caller_it_is_partial_and_recorded_nonetheless()
    {
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _host.Lyrics.RunAsync<LyricsConfig, string>(
            "folk",
            async (_, token) =>
            {
                await cancellation.CancelAsync();
                token.ThrowIfCancellationRequested();
                return "";
            },
            cancellation.Token));

        var report = Assert.Single(await _host.OutcomesAsync());
        Assert.Equal((OperationStatus.Partial, "cancelled"), (report.Status, report.Error));
    }

    [Fact]
    public async Task A_cancellation_that_is_not_the_callers_is_a_failure()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _host.Lyrics.RunAsync<LyricsConfig, string>(
            "folk", (_, _) => throw new TaskCanceledException("the model took too long")));

        Assert.Equal(OperationStatus.Failure, Assert.Single(await _host.OutcomesAsync()).Status);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    [InlineData(null)]
    public async Task A_judgement_that_fails_or_leaves_the_range_takes_no_result_away(double? quality)
    {
        var result = await _host.Lyrics.RunAsync<LyricsConfig, string>(
            "folk",
            (_, _) => Task.FromResult("text"),
            (_, _) => quality is { } wrong ? ValueTask.FromResult<double?>(wrong) : throw new FormatException());

        Assert.Equal(("text", null), (result.Data, result.QualityScore));
        var report = Assert.Single(await _host.OutcomesAsync());
        Assert.Equal((OperationStatus.Success, null), (report.Status, report.Quality));
        Assert.Single(_host.Log.Warnings);
    }

    [Fact]
    public async Task Nothing_runs_when_the_cluster_cannot_decide()
    {
        _host.Folk.Failure = new TimeoutException();
        var ran = false;

        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(() => _host.Lyrics.RunAsync<LyricsConfig, string>("folk", (_, _) =>
        {
            ran = true;
            return Task.FromResult("");
        }));

        Assert.True(error.IsRetryable);
        Assert.False(ran);
    }
}
