using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Operations;

public sealed class RunningOperationsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Turns _turns = new();
    private readonly SiloLoad _load = new(Options.Create(new SelfLearningSiloOptions()));
    private readonly RunningOperations _operations;
    private int _runs;

    public RunningOperationsTests() => _operations = new RunningOperations(_time, _load);

    [Fact]
    public Task A_repeat_joins_the_operation_that_runs() => _turns.RunAsync(async () =>
    {
        var end = new TaskCompletionSource<ProcessReply>();
        var first = _operations.RunAsync("a", () => Count(end.Task));

        var second = _operations.RunAsync("a", () => Count(end.Task));
        end.SetResult(NewReply());

        Assert.Same(await first, await second);
        Assert.Equal(1, _runs);
    });

    [Fact]
    public Task A_repeat_within_five_minutes_of_the_end_gets_the_same_reply() => _turns.RunAsync(async () =>
    {
        var end = new TaskCompletionSource<ProcessReply>();
        var running = _operations.RunAsync("a", () => end.Task);
        _time.Advance(TimeSpan.FromMinutes(9));
        end.SetResult(NewReply());
        var first = await running;

        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Same(first, await RunAsync("a"));

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.NotSame(first, await RunAsync("a"));
        Assert.Equal(1, _runs);
    });

    [Fact]
    public Task A_failed_operation_is_not_remembered_and_may_be_run_again() => _turns.RunAsync(async () =>
    {
        var end = new TaskCompletionSource<ProcessReply>();
        var failing = _operations.RunAsync("a", () => end.Task);
        end.SetException(new IOException("late"));
        await Assert.ThrowsAsync<IOException>(() => failing);
        Assert.Equal(0, _operations.Count);
        await Assert.ThrowsAsync<IOException>(() => _operations.RunAsync("a", () => Task.FromException<ProcessReply>(new IOException("at once"))));
        await Assert.ThrowsAsync<IOException>(() => _operations.RunAsync("a", () => throw new IOException("before it began")));
        await Assert.ThrowsAsync<TaskCanceledException>(() => _operations.RunAsync("a", () => Task.FromCanceled<ProcessReply>(new CancellationToken(canceled: true))));
        Assert.Equal(0, _operations.Count);

        var again = await RunAsync("a");

        Assert.Same(again, await RunAsync("a"));
        Assert.Equal(1, _runs);
    });

    [Fact]
    public Task What_ended_more_than_five_minutes_ago_is_forgotten_with_the_next_operation_whatever_its_id() => _turns.RunAsync(async () =>
    {
        await RunAsync("a");
        await RunAsync("b");
        _time.Advance(TimeSpan.FromMinutes(3));
        await RunAsync("c");
        _time.Advance(TimeSpan.FromMinutes(3));

        await RunAsync("d");

        Assert.Equal(2, _operations.Count);
    });

    [Fact]
    public Task What_ended_more_than_five_minutes_ago_is_forgotten_on_demand_and_what_runs_is_kept() => _turns.RunAsync(async () =>
    {
        var end = new TaskCompletionSource<ProcessReply>();
        var running = _operations.RunAsync("runs", () => end.Task);
        await RunAsync("a");
        _time.Advance(TimeSpan.FromMinutes(6));

        _operations.Forget();

        Assert.Equal(1, _operations.Count);
        end.SetResult(NewReply());
        Assert.Same(await running, await RunAsync("runs"));
        _time.Advance(TimeSpan.FromMinutes(6));
        _operations.Forget();
        Assert.Equal(0, _operations.Count);
    });

    [Fact]
    public Task No_more_than_256_are_remembered_and_the_first_to_end_goes_first() => _turns.RunAsync(async () =>
    {
        var end = new TaskCompletionSource<ProcessReply>();
        var began = _operations.RunAsync("began first", () => end.Task);
        var replies = new List<ProcessReply>();
        for (var i = 0; i < RunningOperations.Remembered - 1; i++) replies.Add(await RunAsync($"{i}"));
        end.SetResult(NewReply());
        var ended = await began;
        Assert.Equal(RunningOperations.Remembered, _operations.Count);

        await RunAsync("one more");

        Assert.Equal(RunningOperations.Remembered, _operations.Count);
        Assert.Same(ended, await RunAsync("began first"));
        Assert.Same(replies[1], await RunAsync("1"));
        Assert.NotSame(replies[0], await RunAsync("0"));
    });

    [Fact]
    public Task Those_that_run_are_never_forgotten_however_many_they_are() => _turns.RunAsync(async () =>
    {
        var end = new TaskCompletionSource<ProcessReply>();
        var running = Enumerable.Range(0, RunningOperations.Remembered + 10).Select(i => _operations.RunAsync($"{i}", () => Count(end.Task))).ToList();
        var ended = await RunAsync("ended");
        Assert.Same(ended, await RunAsync("ended"));
        await RunAsync("one more");
        _time.Advance(TimeSpan.FromHours(1));
        _operations.Forget();

        var repeats = running.Select((_, i) => _operations.RunAsync($"{i}", () => Count(end.Task))).ToList();
        end.SetResult(NewReply());

        await Task.WhenAll(running);
        await Task.WhenAll(repeats);
        Assert.Equal(RunningOperations.Remembered + 10 + 2, _runs);
    });

    [Fact]
    public Task Replies_of_a_megabyte_in_many_contexts_stay_within_the_bytes_of_the_silo() => _turns.RunAsync(async () =>
    {
        var contexts = Enumerable.Range(0, 100).Select(_ => new RunningOperations(_time, _load)).ToList();
        foreach (var context in contexts) await context.RunAsync("a", () => Task.FromResult(NewReply(1024 * 1024)));

        Assert.Equal(SiloLoad.MaximumRemembered, _load.Remembered);
        Assert.Equal(64, contexts.Sum(context => context.Count));

        _time.Advance(TimeSpan.FromMinutes(6));
        foreach (var context in contexts) context.Forget();
        Assert.Equal(0, _load.Remembered);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Where_the_silo_has_no_room_the_first_to_end_in_the_context_goes_and_others_keep_theirs(bool endsAtOnce) => _turns.RunAsync(async () =>
    {
        var (other, full) = (new RunningOperations(_time, _load), new RunningOperations(_time, _load));
        var kept = await other.RunAsync("kept", () => Task.FromResult(NewReply(1024 * 1024)));
        for (var i = 0; i < 63; i++) await full.RunAsync($"{i}", () => RunAsync(1024 * 1024));

        var last = await full.RunAsync("last", () => RunAsync(1024 * 1024));
        await _operations.RunAsync("none here to let go", () => RunAsync(1));

        Assert.Equal((1, 63, 0), (other.Count, full.Count, _operations.Count));
        Assert.Same(kept, await other.RunAsync("kept", () => Count(RunAsync(1))));
        Assert.Same(last, await full.RunAsync("last", () => Count(RunAsync(1))));
        Assert.Equal(0, _runs);
        await full.RunAsync("0", () => Count(RunAsync(1)));
        Assert.Equal(1, _runs);

        async Task<ProcessReply> RunAsync(int bytes)
        {
            if (!endsAtOnce) await Task.Yield();
            return NewReply(bytes);
        }
    });

    [Fact]
    public Task A_closed_context_gives_its_room_back_and_takes_none_for_what_ends_later() => _turns.RunAsync(async () =>
    {
        await RunAsync("ended");
        var end = new TaskCompletionSource<ProcessReply>();
        var running = _operations.RunAsync("runs", () => end.Task);
        Assert.Equal(4, _load.Remembered);

        _operations.Close();
        end.SetResult(NewReply());
        await running;

        Assert.Equal((0, 0), (_operations.Count, _load.Remembered));
    });

    private Task<ProcessReply> RunAsync(string id) => _operations.RunAsync(id, () => Count(Task.FromResult(NewReply())));

    private Task<ProcessReply> Count(Task<ProcessReply> run)
    {
        _runs++;
        return run;
    }

    private static ProcessReply NewReply() => NewReply("null"u8.ToArray());

    private static ProcessReply NewReply(int bytes) => NewReply(new byte[bytes]);

    private static ProcessReply NewReply(byte[] json) => new()
    {
        Id = "id",
        CreatedAt = default,
        Data = Payload.OfJson(json),
        Metadata = ImmutableDictionary<string, string>.Empty,
        ExecutionTimeMs = 1,
        QualityScore = null,
        AdaptationApplied = false,
        Status = OperationStatus.Success,
        Parameters = [],
    };
}
