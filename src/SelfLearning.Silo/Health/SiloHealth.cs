using Orleans.Storage;
using SelfLearning.Contracts;

namespace SelfLearning.Silo.Health;

/// <summary>How far the silo is: it takes work when it is active, its storage has answered and nobody has asked it to stop.</summary>
internal sealed class SiloHealth(IServiceProvider services, IHostApplicationLifetime host) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly GrainId Probe = GrainId.Create("selflearning.health", "start");
    private volatile StartPhase _phase;

    /// <summary>What the silo is doing, or was when its start failed.</summary>
    public StartPhase Phase => _phase;

    /// <summary>Why the silo is not ready; <c>null</c> when it is.</summary>
    public string? NotReadyBecause => host.ApplicationStopping.IsCancellationRequested ? "the silo is stopping" : _phase switch
    {
        StartPhase.Active => null,
        StartPhase.Joining => "the silo is joining the cluster",
        StartPhase.Storage => "the storage has not answered yet",
        _ => "the silo is starting",
    };

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        // The membership table is read before, storage providers open at this stage. A silo whose storage does not answer takes no part in the cluster.
        Enter(ServiceLifecycleStage.ApplicationServices - 1, StartPhase.Storage);
        lifecycle.Subscribe(nameof(SiloHealth), ServiceLifecycleStage.ApplicationServices + 50, ReadStorageAsync);
        Enter(ServiceLifecycleStage.ApplicationServices + 51, StartPhase.Joining);
        Enter(ServiceLifecycleStage.Active - 1, StartPhase.Modules);
        Enter(ServiceLifecycleStage.Active + 1, StartPhase.Active);

        void Enter(int stage, StartPhase phase) => lifecycle.Subscribe(nameof(SiloHealth), stage, _ =>
        {
            _phase = phase;
            return Task.CompletedTask;
        });
    }

    private Task ReadStorageAsync(CancellationToken cancellationToken)
    {
        var storage = services.GetRequiredKeyedService<IGrainStorage>(GrainNames.Storage);
        // Memory lives in grains, which are not there yet: it is ready with the silo.
        return storage is MemoryGrainStorage ? Task.CompletedTask : storage.ReadStateAsync("health", Probe, new GrainState<ProbeRecord>(), cancellationToken);
    }
}
