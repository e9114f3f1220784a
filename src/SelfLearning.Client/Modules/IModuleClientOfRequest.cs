namespace SelfLearning;

/// <summary>A client of a module that runs in the silo.</summary>
/// <typeparam name="TRequest">The request's type.</typeparam>
/// <typeparam name="TResult">The result's type.</typeparam>
public interface IModuleClient<TRequest, TResult> : IModuleClient
    where TRequest : notnull
    where TResult : notnull
{
    /// <summary>Runs the module on a request, in the context the module names.</summary>
    /// <param name="request">
    /// The request. With an embedded silo it is passed by reference: do not change it afterwards. Without one it crosses to the
    /// silo as JSON of at most 1 MB, unless another limit is configured.
    /// </param>
    /// <param name="cancellationToken">Cancels the module's work.</param>
    /// <exception cref="ModuleProcessingException">The request is too large or has no JSON form, the module failed, or its result is of another type.</exception>
    /// <exception cref="ModuleNotFoundException">No silo runs the module.</exception>
    /// <exception cref="SelfLearningException">The cluster did not answer; retryable. See <see cref="ProcessOptions.OperationId"/> for not running twice.</exception>
    Task<ModuleResult<TResult>> ProcessAsync(TRequest request, CancellationToken cancellationToken = default);

    /// <summary>Runs the module on a request, under the caller's own id or operation name.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">The id and the name.</param>
    /// <param name="cancellationToken">Cancels the module's work.</param>
    /// <inheritdoc cref="ProcessAsync(TRequest, CancellationToken)"/>
    Task<ModuleResult<TResult>> ProcessAsync(TRequest request, ProcessOptions options, CancellationToken cancellationToken = default);
}
