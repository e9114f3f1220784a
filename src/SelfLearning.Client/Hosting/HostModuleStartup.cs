using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SelfLearning.Cluster;
using SelfLearning.Modules;

namespace SelfLearning.Hosting;

/// <summary>
/// Validates the configuration of the modules this host runs before any service starts, and registers them when all have: then the
/// connection to the cluster, or the embedded silo, is there.
/// </summary>
internal sealed partial class HostModuleStartup(
    HostModules modules, Func<IGrainFactory> grains, TimeProvider time, ILogger<HostModuleStartup> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var module in modules.Added) module.Require();
        return Task.CompletedTask;
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var module in modules.Added)
        {
            var services = new ModuleServices(module.Name, new ClusterGrains(grains(), module.Name), modules, time, logger);
            try
            {
                await module.EnsureRegisteredAsync(services, cancellationToken);
            }
            catch (SelfLearningException exception) when (exception.IsRetryable)
            {
                // A host that can do other things should start; the first operation registers, or says why not.
                LogNotRegistered(logger, exception, module.Name);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(3006, LogLevel.Warning, "Module {Module} could not be registered at start; its first operation tries again")]
    private static partial void LogNotRegistered(ILogger logger, Exception exception, string module);
}
