using Microsoft.Extensions.Logging;
using SelfLearning.Cluster;
using SelfLearning.Contracts;
using SelfLearning.Hosting;
using SelfLearning.Modules;
using SelfLearning.Operations;

namespace SelfLearning.Clients;

/// <summary>Makes module clients on top of the host's connection to the cluster.</summary>
internal sealed class SelfLearningClient(
    IGrainFactory grains,
    ClusterConnection? connection,
    HostModules hostModules,
    HostContexts hosts,
    PayloadRules payloads,
    TimeProvider time,
    ILogger<SelfLearningClient> logger) : ISelfLearningClient
{
    public IModuleClient GetModule(string name) => new ModuleClient(Services(name));

    public IModuleClient<TRequest, TResult> GetModule<TRequest, TResult>(string name)
        where TRequest : notnull
        where TResult : notnull => new ModuleClient<TRequest, TResult>(Services(name), payloads);

    public async Task<IReadOnlyList<string>> GetModulesAsync(CancellationToken cancellationToken) => await ClusterCall.RunAsync(
        new ClusterCall.Description(nameof(GetModulesAsync), null),
        connection,
        () => grains.GetGrain<IModuleListGrain>(GrainNames.ModuleList),
        grain => grain.GetAsync(),
        cancellationToken);

    public Task<ModuleDefinition> RegisterAsync(ModuleDefinition definition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return GetModule(definition.Name).RegisterAsync(definition, cancellationToken);
    }

    private ModuleServices Services(string name) =>
        new(ModuleName.Require(name), new ClusterGrains(grains, connection, time, name), hostModules, hosts, time, logger);
}
