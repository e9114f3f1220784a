using System.Diagnostics;

namespace SelfLearning.Benchmarks.Http;

/// <summary>
/// Calls that begin when they are due, whether or not those before have been answered, as far as there are free callers. A call's time
/// counts from when it was due: a server that stands still for a second is a second late for all calls of that second.
/// </summary>
internal static class OpenLoad
{
    /// <summary>Makes calls.</summary>
    /// <param name="callers">How many may wait at a time.</param>
    /// <param name="perSecond">How many are due in a second; <c>null</c> for as many as are answered.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="call">One call, by its number.</param>
    /// <param name="cancellationToken">Ends it early, without an error.</param>
    /// <returns>All calls, in ascending order of their times, and how long it took until the last was answered.</returns>
    public static async Task<(TimedCall[] Calls, TimeSpan Elapsed)> RunAsync(
        int callers, int? perSecond, TimeSpan duration, Func<long, Task> call, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var next = -1L;
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync, CancellationToken.None)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        return ([.. times.SelectMany(own => own).OrderBy(made => made.Took)], elapsed);

        async Task<List<TimedCall>> CallAsync()
        {
            var own = new List<TimedCall>();
            while (!cancellationToken.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref next);
                var due = perSecond is { } rate ? TimeSpan.FromSeconds((double)number / rate) : Stopwatch.GetElapsedTime(started);
                if (due >= duration) break;
                var wait = due - Stopwatch.GetElapsedTime(started);
                if (wait > TimeSpan.Zero) await Task.Delay(wait, CancellationToken.None);
                await call(number);
                own.Add(new TimedCall(due, Stopwatch.GetElapsedTime(started) - due));
            }

            return own;
        }
    }
}
