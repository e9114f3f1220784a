using SelfLearning.Contracts;

namespace SelfLearning.Cluster;

/// <summary>The grains of one module, each call going through <see cref="ClusterCall"/>.</summary>
/// <param name="factory">
/// Asked for a grain on every call and not before: a client that is not connected yet knows no grains, and a module client may be made then.
/// </param>
/// <param name="connection">The connection that this host keeps; <c>null</c> where Orleans connects before the host has started.</param>
/// <param name="time">The clock.</param>
/// <param name="module">The module's name.</param>
internal sealed class ClusterGrains(IGrainFactory factory, ClusterConnection? connection, TimeProvider time, string module)
{
    private const int MostRepeats = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Calls the module grain with what may be done twice: feedback has an id of its own, all else are questions.</summary>
    public Task<T> ModuleAsync<T>(string call, Func<IModuleGrain, Task<T>> run, CancellationToken cancellationToken) =>
        ClusterCall.RunAsync(
            new ClusterCall.Description(call, module), connection, () => factory.GetGrain<IModuleGrain>(module), Repeated(run, cancellationToken), cancellationToken);

    /// <summary>Calls the module grain to run the module. Without an operation id a repeat may run it a second time, and an error says so.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellationToken">Goes with the call, so that cancelling it stops the module.</param>
    public Task<ProcessReply> ProcessAsync(ProcessRequest request, CancellationToken cancellationToken) =>
        ClusterCall.RunAsync(
            new ClusterCall.Description("ProcessAsync", module)
            {
                OperationId = request.OperationId,
                Retry = request.OperationId is null
                    ? "Calling again may run the module a second time; a call with ProcessOptions.OperationId can be repeated without that."
                    : ClusterCall.Description.SafeToRetry,
            },
            connection,
            () => factory.GetGrain<IModuleGrain>(module),
            grain => connection is null
                ? grain.ProcessAsync(request, cancellationToken)
                : GatewayWatch.AnswerAsync(grain, request, connection, cancellationToken),
            CancellationToken.None);

    /// <summary>Calls the grain that keeps the module's definition.</summary>
    public Task<T> DefinitionAsync<T>(string call, Func<IDefinitionGrain, Task<T>> run, CancellationToken cancellationToken) =>
        ClusterCall.RunAsync(
            new ClusterCall.Description(call, module), connection, () => factory.GetGrain<IDefinitionGrain>(module), Watched(run), cancellationToken);

    /// <summary>Calls a context grain with what may be done twice: a question, or to begin an operation.</summary>
    public Task<T> AskContextAsync<T>(ContextKey context, string call, Func<IContextGrain, Task<T>> ask, CancellationToken cancellationToken) =>
        ContextAsync(context, call, Repeated(ask, cancellationToken), cancellationToken);

    /// <summary>Calls a context grain.</summary>
    public Task<T> ContextAsync<T>(ContextKey context, string call, Func<IContextGrain, Task<T>> run, CancellationToken cancellationToken) =>
        ClusterCall.RunAsync(
            new ClusterCall.Description(call, module) { Context = context.Text },
            connection,
            () => factory.GetGrain<IContextGrain>(GrainNames.ContextGrain(module, context)),
            Watched(run),
            cancellationToken);

    /// <summary>Calls a context grain that returns nothing.</summary>
    public Task ContextAsync(ContextKey context, string call, Func<IContextGrain, Task> run, CancellationToken cancellationToken) =>
        ContextAsync(
            context,
            call,
            async grain =>
            {
                await run(grain);
                return true;
            },
            cancellationToken);

    // A silo that stops gives its contexts to others at once; one that has died is not replaced so soon.
    private Func<TGrain, Task<T>> Repeated<TGrain, T>(Func<TGrain, Task<T>> run, CancellationToken cancellationToken) => async grain =>
    {
        for (var repeats = 0; ; repeats++)
        {
            try
            {
                return await Watched(run)(grain);
            }
            catch (OrleansMessageRejectionException) when (repeats < MostRepeats && connection?.WhyNot is null)
            {
                await Task.Delay(FirstPause * (1 << repeats), time, cancellationToken);
            }
        }
    };

    private Func<TGrain, Task<T>> Watched<TGrain, T>(Func<TGrain, Task<T>> run) =>
        connection is null ? run : grain => GatewayWatch.AnswerAsync(run(grain), connection);
}
