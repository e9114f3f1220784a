using System.Net.Sockets;
using Orleans.Runtime.Messaging;
using Orleans.Storage;

namespace SelfLearning.Cluster;

/// <summary>
/// One call into the cluster. What the silos say on purpose passes as it is; that they could not be reached, or did not answer,
/// becomes a <see cref="ClusterUnavailableException"/>, and that they refused work for now a retryable <see cref="SelfLearningException"/>.
/// </summary>
internal static class ClusterCall
{
    /// <summary>Makes a call; cancelling ends the waiting, not the call.</summary>
    public static async Task<T> RunAsync<TGrain, T>(
        Description description,
        ClusterConnection? connection,
        Func<TGrain> grain,
        Func<TGrain, Task<T>> call,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var target = Find(description, connection, grain);
        try
        {
            return await call(target).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (Explain(description, exception) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>What an error of a call means for its caller; <c>null</c> where it says so itself.</summary>
    public static SelfLearningException? Explain(Description description, Exception exception)
    {
        if (IsUnanswered(exception))
        {
            return new ClusterUnavailableException(
                $"{description.Call} of {description.Target} got no answer from the cluster ({exception.GetType().Name}: {exception.Message}). "
                + $"It may or may not have been carried out. {description.Retry} Should it last: see that a silo runs and that this host reaches it.",
                exception)
            {
                Module = description.Module,
                Context = description.Context,
                OperationId = description.OperationId,
                IsRetryable = true,
                WasSent = true,
            };
        }

        if (!IsRefusedForNow(exception)) return null;
        return new SelfLearningException(
            $"{description.Call} of {description.Target} was refused by the cluster for now ({exception.GetType().Name}: {exception.Message}). "
            + description.Retry,
            exception)
        {
            Module = description.Module,
            Context = description.Context,
            OperationId = description.OperationId,
            IsRetryable = true,
        };
    }

    /// <summary>The grain of a call.</summary>
    /// <exception cref="ClusterUnavailableException">The cluster cannot be reached.</exception>
    public static TGrain Find<TGrain>(Description description, ClusterConnection? connection, Func<TGrain> grain)
    {
        if (connection?.WhyNot is { } reason) throw Unsent(description, reason, connection.LastFailure);
        try
        {
            return grain();
        }
        // Orleans knows which grains a cluster has from the moment it is connected and throws a plain ArgumentException before.
        catch (ArgumentException exception)
        {
            throw Unsent(
                description,
                "no silo is known that runs self-learning modules. Either this host is not connected to the cluster yet (call again after it "
                + "has started), or no silo of the cluster calls AddSelfLearning()",
                exception);
        }
    }

    private static ClusterUnavailableException Unsent(Description description, string reason, Exception? cause) =>
        new($"{description.Call} of {description.Target} was not sent: {reason}.", cause)
        {
            Module = description.Module,
            Context = description.Context,
            OperationId = description.OperationId,
            IsRetryable = true,
        };

    /// <summary>Whether an error says that no answer came.</summary>
    public static bool IsUnanswered(Exception exception) => exception
        is TimeoutException
        or OrleansMessageRejectionException // SiloUnavailableException is one
        or ClientNotAvailableException
        or ConnectionFailedException
        or SocketException;

    private static bool IsRefusedForNow(Exception exception) => exception
        is GatewayTooBusyException
        or LimitExceededException
        or InconsistentStateException; // two activations of one context: the call met the one that lost

    /// <summary>What an error says about a call.</summary>
    /// <param name="Call">The method of the public surface.</param>
    /// <param name="Module">The module; <c>null</c> where it concerns none.</param>
    internal readonly record struct Description(string Call, string? Module)
    {
        public const string SafeToRetry = "Calling again with the same arguments is safe.";

        public string? Context { get; init; }

        public string? OperationId { get; init; }

        public string Retry { get; init; } = SafeToRetry;

        public string Target => Module is null ? "the cluster" : Context is null ? $"module '{Module}'" : $"module '{Module}', context '{Context}'";
    }
}
