using System.Collections.Concurrent;
using System.Diagnostics;
using SelfLearning.Benchmarks.Http;

namespace SelfLearning.Benchmarks.Tests.Http;

public sealed class OpenLoadTests
{
    [Fact]
    public async Task Every_call_that_is_due_is_made_once_and_timed()
    {
        var made = new ConcurrentBag<long>();

        var (times, _) = await OpenLoad.RunAsync(4, 200, TimeSpan.FromMilliseconds(500), number => Made(made, number), CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 100).Select(number => (long)number), made.Order());
        Assert.Equal(100, times.Length);
        Assert.Equal(times.OrderBy(call => call.Took), times);
    }

    [Fact]
    public async Task A_call_is_late_from_when_it_was_due_and_not_from_when_a_caller_was_free()
    {
        var held = TimeSpan.FromMilliseconds(400);

        // One caller that stands still in its first call: the others of that time are late too.
        var (times, _) = await OpenLoad.RunAsync(
            1, 100, TimeSpan.FromMilliseconds(200), number => number == 0 ? Task.Delay(held) : Task.CompletedTask, CancellationToken.None);

        Assert.Equal(20, times.Length);
        Assert.True(times[0].Took >= held - TimeSpan.FromMilliseconds(210), $"The quickest took {times[0].Took}.");
    }

    [Fact]
    public async Task Without_a_rate_calls_follow_each_other_until_the_time_is_over()
    {
        var started = Stopwatch.GetTimestamp();

        var (times, elapsed) = await OpenLoad.RunAsync(2, null, TimeSpan.FromSeconds(1), _ => Task.Delay(1), CancellationToken.None);

        Assert.NotEmpty(times);
        Assert.InRange(elapsed.TotalMilliseconds, 990, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private static Task Made(ConcurrentBag<long> made, long number)
    {
        made.Add(number);
        return Task.CompletedTask;
    }
}
