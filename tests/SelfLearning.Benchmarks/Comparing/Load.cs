using System.Diagnostics;

namespace SelfLearning.Benchmarks.Comparing;

/// <summary>Callers that call again as soon as they have their answer.</summary>
internal static class Load
{
    /// <summary>Runs a closed loop.</summary>
    /// <param name="callers">How many call at a time.</param>
    /// <param name="duration">For how long new calls are begun.</param>
    /// <param name="call">One call of the given caller, 0 to <paramref name="callers"/> - 1.</param>
    /// <param name="cancellationToken">Ends it early, without an error.</param>
    /// <returns>How many calls were made.</returns>
    public static async Task<long> RunAsync(int callers, TimeSpan duration, Func<int, Task> call, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller), CancellationToken.None)));
        return counts.Sum();

        async Task<long> CallAsync(int caller)
        {
            var count = 0L;
            for (; Stopwatch.GetElapsedTime(started) < duration && !cancellationToken.IsCancellationRequested; count++) await call(caller);
            return count;
        }
    }

    /// <summary>Runs synchronous calls on one thread.</summary>
    /// <param name="duration">For how long.</param>
    /// <param name="call">One call.</param>
    /// <returns>How many calls were made.</returns>
    public static long Run(TimeSpan duration, Action call)
    {
        // Asking for the time costs as much as a quick call.
        const int Together = 64;
        var started = Stopwatch.GetTimestamp();
        var count = 0L;
        do
        {
            for (var i = 0; i < Together; i++) call();
            count += Together;
        }
        while (Stopwatch.GetElapsedTime(started) < duration);
        return count;
    }
}
