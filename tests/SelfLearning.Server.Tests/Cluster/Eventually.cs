using System.Diagnostics;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>Waits for what happens in the background: the only place in these tests that asks again and again.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Asks until the answer is as wanted; after a minute the last answer is returned, for the test to assert on. A machine that stands
    /// still for some seconds lets a call time out: then the question is asked again.
    /// </summary>
    /// <param name="ask">The question.</param>
    /// <param name="wanted">Whether an answer is as wanted.</param>
    /// <param name="goOn">
    /// Lets the time of the test go by, where what is waited for is done by a timer: whenever two seconds have brought nothing, for what the
    /// timer began may have timed out, and the next turn begins only when time goes on.
    /// </param>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted, Action? goOn = null)
    {
        var since = Stopwatch.GetTimestamp();
        var last = since;
        while (true)
        {
            try
            {
                var answer = await ask();
                if (wanted(answer) || IsOver()) return answer;
            }
            catch (Exception exception) when (exception is TimeoutException or ClusterUnavailableException && !IsOver())
            {
            }

            await Task.Delay(5);
            if (goOn is null || Stopwatch.GetElapsedTime(last) < Turn) continue;
            goOn();
            last = Stopwatch.GetTimestamp();
        }

        bool IsOver() => Stopwatch.GetElapsedTime(since) > Patience;
    }

    /// <summary>Waits until a condition holds; fails after a minute.</summary>
    public static async Task HoldsAsync(Func<bool> condition, string what, Action? goOn = null) =>
        Assert.True(await GetAsync(() => Task.FromResult(condition()), holds => holds, goOn), $"Not within {Patience}: {what}");
}
