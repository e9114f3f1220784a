using Microsoft.Extensions.Logging;
using SelfLearning.Cluster;
using SelfLearning.Hosting;
using SelfLearning.Modules;

namespace SelfLearning.Clients;

/// <summary>Makes module clients on top of the host's connection to the cluster.</summary>
internal sealed class SelfLearningClient(
    IGrainFactory grains,
    ClusterConnection? connection,
    HostModules hostModules,
    PayloadRules payloads,
    TimeProvider time,
    ILogger<SelfLearningClient> logger) : ISelfLearningClient
{
    public IModuleClient GetModule(string name) => new ModuleClient(Services(name));

    public IModuleClient<TRequest, TResult> GetModule<TRequest, TResult>(string name)
        where TRequest : notnull
        where TResult : notnull => new ModuleClient<TRequest, TResult>(Services(name), payloads);

    public Task<ModuleDefinition> RegisterAsync(ModuleDefinition definition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return GetModule(definition.Name).RegisterAsync(definition, cancellationToken);
    }

    private ModuleServices Services(string name) =>
        new(ModuleName.Require(name), new ClusterGrains(grains, connection, time, name), hostModules, time, logger);
}
