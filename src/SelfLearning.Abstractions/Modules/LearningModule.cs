namespace SelfLearning;

/// <summary>
/// A unit of work with tunable parameters that runs in the silo. One instance serves all calls at once, so it keeps no state of a
/// single call; its constructor's arguments come from the silo's services.
/// </summary>
/// <typeparam name="TRequest">The input. A plain record; crosses processes as JSON.</typeparam>
/// <typeparam name="TResult">The result. A plain record; crosses processes as JSON.</typeparam>
/// <typeparam name="TConfig">The configuration record with the tunable parameters.</typeparam>
/// <remarks>Inside one process request and result are passed by reference: do not change them after passing them on.</remarks>
public abstract class LearningModule<TRequest, TResult, TConfig>
    where TRequest : notnull
    where TResult : notnull
    where TConfig : ModuleConfig
{
    /// <summary>
    /// Whether <see cref="ProcessAsync"/> and <see cref="QualityAsync"/> never block a thread and need little processor time. Then
    /// they run on the context's own scheduler and a call saves a thread switch. Leave it <c>false</c> when in doubt: one blocking
    /// call would delay every other call and all feedback of its context.
    /// </summary>
    public virtual bool IsPurelyAsynchronous => false;

    /// <summary>The context key of a request. Must be quick and free of side effects.</summary>
    public virtual ContextKey ContextOf(TRequest request) => ContextKey.Default;

    /// <summary>Does the work with the decided parameters.</summary>
    /// <param name="request">The input; never <c>null</c>.</param>
    /// <param name="config">The configuration with the values decided for this call. Calls with the same values share it: do not change it.</param>
    /// <param name="cancellationToken">Cancelled when <see cref="ModuleOptions.ProcessTimeout"/> has passed or the silo stops.</param>
    public abstract Task<Outcome<TResult>> ProcessAsync(TRequest request, TConfig config, CancellationToken cancellationToken);

    /// <summary>An automatic judgement of the result, 0 to 1; <c>null</c> when there is none. A failure here does not fail the call.</summary>
    public virtual ValueTask<double?> QualityAsync(TRequest request, TResult result, CancellationToken cancellationToken) =>
        ValueTask.FromResult<double?>(null);
}
