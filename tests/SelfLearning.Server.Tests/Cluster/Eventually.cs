using System.Diagnostics;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>Waits for what happens in the background: the only place in these tests that asks again and again.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Asks until the answer is as wanted; after a minute the last answer is returned, for the test to assert on. A machine that stands
    /// still for some seconds lets a call time out: then the question is asked again.
    /// </summary>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted)
    {
        var since = Stopwatch.GetTimestamp();
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
        }

        bool IsOver() => Stopwatch.GetElapsedTime(since) > Patience;
    }

    /// <summary>Waits until a condition holds; fails after a minute.</summary>
    public static async Task HoldsAsync(Func<bool> condition, string what) =>
        Assert.True(await GetAsync(() => Task.FromResult(condition()), holds => holds), $"Not within {Patience}: {what}");
}
