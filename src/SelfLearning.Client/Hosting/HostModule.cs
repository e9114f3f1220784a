using Microsoft.Extensions.Logging;
using SelfLearning.Modules;
using SelfLearning.Operations;

namespace SelfLearning.Hosting;

/// <summary>A module this host runs: its definition, registered with the cluster before the module is first used.</summary>
internal abstract partial class HostModule(string name, int? revision)
{
    private volatile bool _registered;

    public string Name => name;

    /// <summary>The contexts of it that were used.</summary>
    public abstract IEnumerable<HostContext> AllContexts { get; }

    /// <summary>Forgets a context; <c>false</c> when it was forgotten before.</summary>
    public abstract bool Forget(HostContext context);

    /// <summary>Binds and validates the configuration.</summary>
    /// <exception cref="ModuleConfigurationException">It is not valid.</exception>
    public abstract void Require();

    /// <summary>Registers the definition, unless that was done or registering is left to others.</summary>
    public async Task EnsureRegisteredAsync(ModuleServices services, CancellationToken cancellationToken)
    {
        if (revision is not { } own || _registered) return;
        var definition = ToDefinition(own);
        var inForce = await services.Grains.DefinitionAsync(
            "Registration", grain => grain.RegisterAsync(definition, isSilo: false), cancellationToken);
        if (inForce.Revision > own) LogOlderRevision(services.Logger, name, own, inForce.Revision);
        _registered = true;
    }

    /// <summary>
    /// Calls; when the cluster does not know the module although this host has registered it, as after the silos lost their memory
    /// storage, registers it anew and calls once more.
    /// </summary>
    public async Task<T> CallAsync<T>(ModuleServices services, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        await EnsureRegisteredAsync(services, cancellationToken);
        try
        {
            return await call();
        }
        catch (ModuleNotFoundException) when (_registered)
        {
            _registered = false;
            await EnsureRegisteredAsync(services, cancellationToken);
            return await call();
        }
    }

    protected abstract ModuleDefinition ToDefinition(int revision);

    [LoggerMessage(3005, LogLevel.Warning, "Module {Module}: this host has revision {Own} and revision {InForce} is registered; it goes on with the parameters and values both know")]
    private static partial void LogOlderRevision(ILogger logger, string module, int own, int inForce);
}
