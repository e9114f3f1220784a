using Orleans.Storage;
using SelfLearning.Contracts;

namespace SelfLearning.Silo.Health;

/// <summary>Whether this silo takes work: it is active, its storage has answered, and nobody has asked it to stop.</summary>
internal sealed class SiloHealth : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly GrainId Probe = GrainId.Create("selflearning.health", "start");
    private readonly IServiceProvider _services;
    private readonly IHostApplicationLifetime _host;
    private volatile bool _isStorageRead;
    private volatile bool _isActive;

    public SiloHealth(IServiceProvider services, IHostApplicationLifetime host) => (_services, _host) = (services, host);

    /// <summary>Why the silo is not ready; <c>null</c> when it is.</summary>
    public string? NotReadyBecause =>
        _host.ApplicationStopping.IsCancellationRequested ? "stopping"
        : !_isStorageRead ? "storage has not answered yet"
        : !_isActive ? "silo is not active yet"
        : null;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        // Storage providers open at ApplicationServices; a silo whose storage does not answer takes no part in the cluster.
        lifecycle.Subscribe(nameof(SiloHealth), ServiceLifecycleStage.ApplicationServices + 50, ReadStorageAsync);
        lifecycle.Subscribe(nameof(SiloHealth), ServiceLifecycleStage.Active + 1, _ =>
        {
            _isActive = true;
            return Task.CompletedTask;
        });
    }

    private async Task ReadStorageAsync(CancellationToken cancellationToken)
    {
        var storage = _services.GetRequiredKeyedService<IGrainStorage>(GrainNames.Storage);
        await storage.ReadStateAsync("health", Probe, new GrainState<ProbeRecord>(), cancellationToken);
        _isStorageRead = true;
    }
}
