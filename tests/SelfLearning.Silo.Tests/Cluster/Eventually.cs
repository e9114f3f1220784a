using System.Diagnostics;

namespace SelfLearning.Silo.Tests.Cluster;

/// <summary>Waits for what must come by itself.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Repeats a call as long as it fails with a retryable error.</summary>
    /// <returns>How long that took.</returns>
    public static async Task<TimeSpan> SucceedsAsync(Func<Task> call)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await call();
                return watch.Elapsed;
            }
            catch (SelfLearningException exception) when ((exception.IsRetryable || exception is ModuleNotFoundException) && watch.Elapsed < Patience)
            {
                await Task.Delay(20);
            }
        }
    }
}
