using System.Diagnostics;
using System.Net.ServerSentEvents;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SelfLearning.Web.Dashboard.Live;

namespace SelfLearning.Web.Tests.Dashboard.Live;

public sealed class LivePagesTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Clock _time = new();
    private readonly Lifetime _host = new();
    private readonly LivePages _live;
    private int _reads;
    private string _content = "first";

    public LivePagesTests() => _live = new LivePages(_host, _time, NullLogger<LiveTopic>.Instance);

    public void Dispose()
    {
        _host.Dispose();
        _time.Dispose();
    }

    [Fact]
    public async Task A_page_is_read_once_for_all_who_watch_it()
    {
        await using var one = Watch("page");
        await using var two = Watch("page");
        await using var other = Watch("other page");

        var told = await Task.WhenAll(NextAsync(one), NextAsync(two), NextAsync(other));

        Assert.Equal(2, _reads);
        Assert.All(told, item => Assert.Equal((LiveTopic.Changed, Fingerprint.Of("first")), (item.EventType, item.Data)));
    }

    [Fact]
    public async Task Who_watches_is_told_when_what_is_shown_has_changed_and_gets_what_was_read()
    {
        await using var watching = Watch("page");
        await NextAsync(watching);

        _content = "second";
        await PassAsync(Interval);
        var told = await NextAsync(watching);
        var model = await _live.GetAsync<string>("page", told.Data, _ => throw new InvalidOperationException("It is read already."), CancellationToken.None);

        Assert.Equal(Fingerprint.Of("second"), told.Data);
        Assert.Equal("second", model.Value);
    }

    [Fact]
    public async Task Who_asks_for_something_else_gets_what_is_there_now()
    {
        await using var watching = Watch("page");
        var told = await NextAsync(watching);

        var other = await _live.GetAsync("page", "0123", ReadAsync, CancellationToken.None);
        var none = await _live.GetAsync("other page", told.Data, ReadAsync, CancellationToken.None);

        Assert.Equal(3, _reads);
        Assert.Equal(("first", "first"), (other.Value, none.Value));
    }

    [Fact]
    public async Task What_is_read_anew_is_told_to_those_who_watch_and_to_who_comes_after()
    {
        await using var first = Watch("page");
        await NextAsync(first);

        _content = "second";
        var fresh = await _live.GetAsync("page", null, ReadAsync, CancellationToken.None);
        await using var second = Watch("page");

        Assert.Equal(fresh.Fingerprint, (await NextAsync(second)).Data);
        Assert.Equal(fresh.Fingerprint, (await NextAsync(first)).Data);
    }

    [Theory]
    [InlineData("before")]
    [InlineData(null)]
    public async Task A_reading_that_began_before_a_later_one_ended_does_not_lead_back_to_what_it_saw(string? seen)
    {
        var (began, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        Assert.True(_live.TryWatch("page", Interval, ReadSlowlyAsync, out var events));
        await using var first = events.GetAsyncEnumerator();
        await NextAsync(first);
        await PassAsync(Interval);
        await began.Task.WaitAsync(Patience);

        _content = "after";
        var fresh = await _live.GetAsync("page", null, ReadAsync, CancellationToken.None);
        Assert.Equal(fresh.Fingerprint, (await NextAsync(first)).Data);
        end.SetResult();
        await PassAsync(TimeSpan.Zero);
        await using var second = Watch("page");

        Assert.Equal((LiveTopic.Changed, fresh.Fingerprint), ((await NextAsync(second)).EventType, second.Current.Data));

        async Task<string> ReadSlowlyAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _reads) == 1) return "before";
            began.TrySetResult();
            await end.Task.WaitAsync(cancellationToken);
            return seen ?? throw new ClusterUnavailableException("no silo");
        }
    }

    [Fact]
    public async Task A_page_that_took_long_to_read_does_not_lead_those_who_watch_it_back()
    {
        await using var first = Watch("page");
        await NextAsync(first);

        var end = new TaskCompletionSource<string>();
        var slow = _live.GetAsync("page", null, _ => end.Task, CancellationToken.None);
        _content = "second";
        await PassAsync(Interval);
        Assert.Equal(Fingerprint.Of("second"), (await NextAsync(first)).Data);
        end.SetResult("first");
        Assert.Equal("first", (await slow).Value);
        await using var second = Watch("page");

        Assert.Equal(Fingerprint.Of("second"), (await NextAsync(second)).Data);
    }

    [Fact]
    public async Task A_stream_that_has_nothing_to_tell_shows_that_it_lives()
    {
        await using var watching = Watch("page");
        await NextAsync(watching);

        var next = watching.MoveNextAsync();
        await PassAsync(TimeSpan.FromSeconds(15));

        Assert.True(await next);
        Assert.Equal(LiveTopic.Beat, watching.Current.EventType);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_change_after_quiet_beats_is_told(int beats)
    {
        await using var watching = Watch("page");
        await NextAsync(watching);
        for (var i = 0; i < beats; i++)
        {
            var beat = NextAsync(watching);
            await PassAsync(TimeSpan.FromSeconds(15));
            Assert.Equal(LiveTopic.Beat, (await beat).EventType);
        }

        foreach (var content in (string[])["second", "third"])
        {
            _content = content;
            var told = NextAsync(watching);
            await PassAsync(Interval);

            Assert.Equal((LiveTopic.Changed, Fingerprint.Of(content)), ((await told).EventType, watching.Current.Data));
        }
    }

    [Fact]
    public async Task What_is_read_for_all_is_no_part_of_the_request_of_the_first()
    {
        using var request = new Activity("the first viewer").Start();
        Assert.True(_live.TryWatch("page", Interval, _ => Task.FromResult($"{Activity.Current?.OperationName}"), out var events));
        await using var watching = events.GetAsyncEnumerator();

        var told = await NextAsync(watching);

        Assert.Equal(Fingerprint.Of(""), told.Data);
        Assert.Same(request, Activity.Current);
    }

    [Fact]
    public async Task What_could_not_be_read_is_said_and_read_again()
    {
        var fails = true;
        Assert.True(_live.TryWatch("page", Interval, _ => fails ? throw new ClusterUnavailableException("no silo") : Task.FromResult("back"), out var events));
        await using var watching = events.GetAsyncEnumerator();

        var failed = await NextAsync(watching);
        fails = false;
        await PassAsync(Interval);
        var back = await NextAsync(watching);

        Assert.Equal((LiveTopic.Unavailable, LiveTopic.Changed), (failed.EventType, back.EventType));
    }

    [Fact]
    public async Task No_more_are_let_in_than_there_is_room_for_and_who_leaves_makes_room()
    {
        var all = Enumerable.Range(0, LivePages.MaximumStreams).Select(i => Watch($"page {i % 3}")).ToList();
        foreach (var one in all) await NextAsync(one);

        var isFull = !_live.TryWatch("page", Interval, ReadAsync, out _);
        await all[0].DisposeAsync();
        var hasRoom = _live.TryWatch("page", Interval, ReadAsync, out _);

        Assert.True(isFull);
        Assert.True(hasRoom);
        foreach (var one in all.Skip(1)) await one.DisposeAsync();
    }

    [Fact]
    public async Task The_end_of_the_host_ends_the_streams_in_order()
    {
        await using var watching = Watch("page");
        await NextAsync(watching);

        var next = watching.MoveNextAsync();
        _host.StopApplication();

        Assert.False(await next);
    }

    private IAsyncEnumerator<SseItem<string>> Watch(string key)
    {
        Assert.True(_live.TryWatch(key, Interval, ReadAsync, out var events));
        return events.GetAsyncEnumerator();
    }

    private Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return Task.FromResult(_content);
    }

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(Patience));
        return events.Current;
    }

    // As soon as the page waits for its next reading.
    private async Task PassAsync(TimeSpan time)
    {
        Assert.True(await _time.Waits.WaitAsync(Patience));
        _time.Advance(time);
    }

    private sealed class Clock : FakeTimeProvider, IDisposable
    {
        public SemaphoreSlim Waits { get; } = new(0);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == Interval) Waits.Release();
            return timer;
        }

        public void Dispose() => Waits.Dispose();
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
