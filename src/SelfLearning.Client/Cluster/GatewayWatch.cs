namespace SelfLearning.Cluster;

/// <summary>
/// Ends the waiting for an answer that cannot come. Orleans waits for it until the timeout of the call, which for a call that may run for
/// hours is a day, also when the silo that took the call has died.
/// </summary>
internal static class GatewayWatch
{
    private const int MostQuestions = 5;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>The answer of a call.</summary>
    /// <param name="call">Sends the call.</param>
    /// <param name="isRunning">Asks the silo that this client's calls go to whether it has the call.</param>
    /// <param name="connection">Tells when a silo has gone.</param>
    /// <exception cref="SiloUnavailableException">The silo that took the call has gone.</exception>
    public static async Task<T> AnswerAsync<T>(Func<Task<T>> call, Func<Task<bool>> isRunning, ClusterConnection connection)
    {
        var gone = connection.NextGoneAsync();
        var answer = call();
        while (await Task.WhenAny(answer, gone) != answer)
        {
            gone = connection.NextGoneAsync();
            // What the silo has answered before it went may be on its way.
            await Task.WhenAny(answer, Task.Delay(Grace, connection.Time));
            if (answer.IsCompleted || await IsRunningAsync(isRunning, connection) || answer.IsCompleted) continue;
            answer.Ignore();
            throw new SiloUnavailableException("The silo that took the call has gone before it answered.");
        }

        return await answer;
    }

    // Right after a silo has gone the question itself may meet one that is about to be noticed.
    private static async Task<bool> IsRunningAsync(Func<Task<bool>> isRunning, ClusterConnection connection)
    {
        for (var i = 0; i < MostQuestions && connection.WhyNot is null; i++)
        {
            try
            {
                return await isRunning();
            }
            catch (Exception)
            {
                await Task.Delay(Grace, connection.Time);
            }
        }

        return false;
    }
}
