using System.Diagnostics;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>Waits for what happens in the background: the only place in these tests that asks again and again.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks until the answer is as wanted; after a minute the last answer is returned, for the test to assert on.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (wanted(answer) || Stopwatch.GetElapsedTime(since) > Patience) return answer;
            await Task.Delay(5);
        }
    }

    /// <summary>Waits until a condition holds; fails after a minute.</summary>
    public static async Task HoldsAsync(Func<bool> condition, string what) =>
        Assert.True(await GetAsync(() => Task.FromResult(condition()), holds => holds), $"Not within {Patience}: {what}");
}
