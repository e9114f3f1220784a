namespace SelfLearning;

/// <summary>
/// The way into self-learning modules from a host app. One per process, registered by <c>AddSelfLearningClient()</c>; safe to use from
/// any thread.
/// </summary>
public interface ISelfLearningClient
{
    /// <summary>A client of a module, for everything but running it in the silo. Makes no call; whether the module exists shows with the first one.</summary>
    /// <param name="name">The module's name, by the rule of <see cref="ModuleName"/>.</param>
    /// <exception cref="ModuleConfigurationException">The name breaks the rule.</exception>
    IModuleClient GetModule(string name);

    /// <summary>A client of a module that runs in the silo.</summary>
    /// <typeparam name="TRequest">The request's type, as the module declares it or with the same JSON form.</typeparam>
    /// <typeparam name="TResult">The result's type, as the module declares it or with the same JSON form.</typeparam>
    /// <param name="name">The module's name, by the rule of <see cref="ModuleName"/>.</param>
    /// <exception cref="ModuleConfigurationException">The name breaks the rule.</exception>
    IModuleClient<TRequest, TResult> GetModule<TRequest, TResult>(string name)
        where TRequest : notnull
        where TResult : notnull;

    /// <summary>The names of all modules that were ever registered with the cluster, in ordinal order.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SelfLearningException">The cluster did not answer; retryable.</exception>
    Task<IReadOnlyList<string>> GetModulesAsync(CancellationToken cancellationToken = default);

    /// <summary>Registers a module that only hosts run, or a newer revision of it.</summary>
    /// <param name="definition">Its name, parameters, options and revision.</param>
    /// <param name="cancellationToken">Ends the waiting, not the call.</param>
    /// <returns>The definition in force: a higher revision registered before wins.</returns>
    /// <exception cref="ModuleConfigurationException">The definition is not valid, or its revision is registered with other content.</exception>
    /// <exception cref="SelfLearningException">The cluster did not answer; retryable.</exception>
    Task<ModuleDefinition> RegisterAsync(ModuleDefinition definition, CancellationToken cancellationToken = default);
}
