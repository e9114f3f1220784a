using SelfLearning.Contracts;

namespace SelfLearning.Cluster;

/// <summary>
/// Waits for answers while silos may go. For the answer of a module Orleans would wait until the timeout of the call, which is a day as
/// modules may run for hours, also when the silo through which the call went has died: each time a silo goes, the context is asked anew.
/// </summary>
internal static class GatewayWatch
{
    private const int MostAttempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The answer of a call.</summary>
    /// <exception cref="SiloUnavailableException">The call is not known any more: the silo that ran it, or had its answer, has gone.</exception>
    public static async Task<ProcessReply> AnswerAsync(
        IModuleGrain grain, ProcessRequest request, ClusterConnection connection, CancellationToken cancellationToken)
    {
        var gone = connection.NextGone;
        var answer = grain.ProcessAsync(request);
        try
        {
            return await answer.WaitAsync(gone);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return await AnswerAsync(answer, grain, request, connection, cancellationToken);
        }
    }

    /// <summary>The answer of a call that is soon answered.</summary>
    /// <exception cref="SiloUnavailableException">Every silo that was known has gone before the answer came.</exception>
    public static async Task<T> AnswerAsync<T>(Task<T> answer, ClusterConnection connection)
    {
        var lost = connection.Loss;
        try
        {
            return await answer.WaitAsync(lost);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            if (answer.IsCompleted) return await answer;
            answer.Ignore();
            throw new SiloUnavailableException("The connection to the cluster was lost before the answer came.");
        }
    }

    private static async Task<ProcessReply> AnswerAsync(
        Task<ProcessReply> answer, IModuleGrain grain, ProcessRequest request, ClusterConnection connection, CancellationToken cancellationToken)
    {
        while (!answer.IsCompleted)
        {
            var gone = connection.NextGoneAsync();
            // What the silo has answered before it went may be on its way.
            await Task.WhenAny(answer, Task.Delay(Pause, connection.Time, cancellationToken));
            if (answer.IsCompleted) break;
            var attached = AttachAsync(grain, request, connection, cancellationToken);
            if (await Task.WhenAny(answer, attached, gone) != attached)
            {
                attached.Ignore();
                continue;
            }

            var reply = await attached;
            if (answer.IsCompleted) break;
            answer.Ignore();
            return reply ?? throw new SiloUnavailableException("The silo that ran the call, or had its answer, has gone.");
        }

        return await answer;
    }

    // As long as the cluster has not noticed that a silo died, asking a context that lived there fails too.
    private static async Task<ProcessReply?> AttachAsync(
        IModuleGrain grain, ProcessRequest request, ClusterConnection connection, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MostAttempts && connection.WhyNot is null; i++)
        {
            try
            {
                return await grain.AttachAsync(request).WaitAsync(cancellationToken);
            }
            catch (Exception exception) when (ClusterCall.IsUnanswered(exception))
            {
                await Task.Delay(Pause, connection.Time, cancellationToken);
            }
        }

        return null;
    }
}
