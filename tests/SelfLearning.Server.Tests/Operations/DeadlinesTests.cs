using Microsoft.Extensions.Time.Testing;

namespace SelfLearning.Server.Tests.Operations;

public sealed class DeadlinesTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();
    private readonly Deadlines _deadlines;

    public DeadlinesTests() => _deadlines = new Deadlines(_time);

    [Fact]
    public void A_call_expires_when_its_time_has_passed_and_is_watched_no_longer()
    {
        var call = Begin(Minute);

        _time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.False(call.IsExpired);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True(call.IsExpired);
        Assert.Equal(0, _deadlines.Count);
    }

    [Fact]
    public void Each_call_expires_by_its_own_start_and_a_call_that_has_ended_never()
    {
        var first = Begin(Minute);
        _time.Advance(TimeSpan.FromSeconds(20));
        var second = Begin(Minute);
        var ended = Begin(Minute);
        _time.Advance(TimeSpan.FromSeconds(20));
        var third = Begin(Minute);
        _deadlines.Remove(ended);

        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((true, false, false), (first.IsExpired, second.IsExpired, third.IsExpired));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((true, false), (second.IsExpired, third.IsExpired));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.True(third.IsExpired);
        Assert.False(ended.IsExpired);
    }

    [Fact]
    public void Calls_that_may_take_different_times_do_not_wait_for_each_other()
    {
        var hour = Begin(TimeSpan.FromHours(1));
        var minute = Begin(Minute);

        _time.Advance(Minute);

        Assert.Equal((false, true), (hour.IsExpired, minute.IsExpired));
    }

    [Fact]
    public void A_call_that_is_watched_late_expires_by_its_start()
    {
        var started = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(50));
        var later = Begin(Minute);
        var late = new RunningCall();
        _deadlines.Add(late, Minute, started);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((true, false), (late.IsExpired, later.IsExpired));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.True(later.IsExpired);
    }

    [Fact]
    public void After_all_calls_have_ended_the_next_one_is_watched_as_the_first_was()
    {
        _deadlines.Remove(Begin(Minute));
        _time.Advance(TimeSpan.FromMinutes(5));
        var next = Begin(Minute);

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(next.IsExpired);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(next.IsExpired);
    }

    private RunningCall Begin(TimeSpan allowed)
    {
        var call = new RunningCall();
        _deadlines.Add(call, allowed, _time.GetTimestamp());
        return call;
    }
}
