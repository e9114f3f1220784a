using System.Buffers.Binary;
using System.Security.Cryptography;
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

    private readonly long _sender = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private long _calls;
    private IModuleGrain? _module;

    /// <summary>Calls the module grain with what may be done twice: feedback has an id of its own, all else are questions.</summary>
    public Task<T> ModuleAsync<T>(string call, Func<IModuleGrain, Task<T>> run, CancellationToken cancellationToken) =>
        ClusterCall.RunAsync(
            new ClusterCall.Description(call, module), connection, ModuleGrain, Repeated(run, cancellationToken), cancellationToken);

    /// <summary>The name of a call of <see cref="ProcessAsync"/>, where its sender may want to speak of it later.</summary>
    public Guid NameCall(CancellationToken cancellationToken)
    {
        if (connection is null && !cancellationToken.CanBeCanceled) return Guid.Empty;
        Span<byte> name = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(name, _sender);
        BinaryPrimitives.WriteInt64LittleEndian(name[8..], Interlocked.Increment(ref _calls));
        return new Guid(name);
    }

    /// <summary>
    /// Calls the module grain to run the module. What the errors mean says <see cref="Explain"/>, so that only the caller waits for the
    /// answer: every asynchronous method between them would cost each call an object and a turn.
    /// </summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellationToken">Ends the waiting; <see cref="Cancel"/> stops the module.</param>
    public Task<ProcessReply> ProcessAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        if (_module is not { } grain || connection?.WhyNot is not null) grain = ClusterCall.Find(Describe(request), connection, ModuleGrain);
        var answer = connection is null ? grain.ProcessAsync(request) : GatewayWatch.AnswerAsync(grain, request, connection, cancellationToken);
        return cancellationToken.CanBeCanceled ? answer.WaitAsync(cancellationToken) : answer;
    }

    /// <summary>Stops the module that runs a call whose caller does not wait any more. One with an operation id goes on: its caller may come back.</summary>
    public void Cancel(ProcessRequest request)
    {
        if (request.OperationId is null) _module?.CancelAsync(request).Ignore();
    }

    /// <summary>What an error of <see cref="ProcessAsync"/> means for the caller; <c>null</c> where it says so itself.</summary>
    public SelfLearningException? Explain(ProcessRequest request, Exception exception) => ClusterCall.Explain(Describe(request), exception);

    /// <summary>Calls the grain that keeps the module's definition.</summary>
    public Task<T> DefinitionAsync<T>(string call, Func<IDefinitionGrain, Task<T>> run, CancellationToken cancellationToken) =>
        ClusterCall.RunAsync(
            new ClusterCall.Description(call, module), connection, () => factory.GetGrain<IDefinitionGrain>(module), Watched(run), cancellationToken);

    /// <summary>Calls a context grain with what may be done twice: a question.</summary>
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

    // Orleans finds a grain by the attributes of its interface, read anew each time.
    private IModuleGrain ModuleGrain() => _module ??= factory.GetGrain<IModuleGrain>(module);

    // Without an operation id a repeat may run the module a second time, and an error says so.
    private ClusterCall.Description Describe(ProcessRequest request) => new("ProcessAsync", module)
    {
        OperationId = request.OperationId,
        Retry = request.OperationId is null
            ? "Calling again may run the module a second time; a call with ProcessOptions.OperationId can be repeated without that."
            : ClusterCall.Description.SafeToRetry,
    };

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
