using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SelfLearning.Cluster;
using SelfLearning.Modules;
using SelfLearning.Operations;

namespace SelfLearning.Hosting;

/// <summary>
/// Validates the configuration of the modules this host runs before any service starts, and registers them when the connection to the
/// cluster, or the embedded silo, is there: when all services have started, or, where the connection is made in the background, later.
/// Sends the last outcomes before an embedded silo stops.
/// </summary>
internal sealed partial class HostModuleStartup(
    HostModules modules,
    HostContexts hosts,
    Func<IGrainFactory> grains,
    ClusterConnection? connection,
    TimeProvider time,
    ILogger<HostModuleStartup> logger)
    : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private Task _registering = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var module in modules.Added) module.Require();
        return Task.CompletedTask;
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (connection is not null)
        {
            _registering = Task.WhenAll(modules.Added.Select(module => RegisterWhenConnectedAsync(connection, module, _stopping.Token)));
            return;
        }

        foreach (var module in modules.Added)
        {
            try
            {
                await RegisterAsync(module, cancellationToken);
            }
            catch (SelfLearningException exception) when (exception.IsRetryable)
            {
                // A host that can do other things should start; the first operation registers, or says why not.
                LogNotRegistered(logger, exception, module.Name);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // What ended while other services stopped; with an embedded silo it may be too late.
    public Task StopAsync(CancellationToken cancellationToken) => hosts.Outcomes.FlushAllAsync();

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _registering;
        await hosts.Outcomes.FlushAllAsync();
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    private async Task RegisterWhenConnectedAsync(ClusterConnection connected, HostModule module, CancellationToken stopping)
    {
        try
        {
            for (var isFirst = true; ; isFirst = false)
            {
                try
                {
                    await connected.WaitAsync(stopping);
                    await RegisterAsync(module, stopping);
                    return;
                }
                catch (SelfLearningException exception) when (exception.IsRetryable)
                {
                    if (isFirst) LogNotRegistered(logger, exception, module.Name);
                    await Task.Delay(Pause, time, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops before there was a cluster.
        }
        catch (Exception exception)
        {
            // The host has started already; every operation of the module says the same.
            LogRefused(logger, exception, module.Name);
        }
    }

    private Task RegisterAsync(HostModule module, CancellationToken cancellationToken) => module.EnsureRegisteredAsync(
        new ModuleServices(module.Name, new ClusterGrains(grains(), connection, time, module.Name), modules, hosts, time, logger), cancellationToken);

    [LoggerMessage(3006, LogLevel.Warning, "Module {Module} could not be registered at start; its first operation tries again")]
    private static partial void LogNotRegistered(ILogger logger, Exception exception, string module);

    [LoggerMessage(3013, LogLevel.Error, "The cluster refuses the registration of module {Module}; its operations will fail")]
    private static partial void LogRefused(ILogger logger, Exception exception, string module);
}
