using SelfLearning.Faults.Processes;

namespace SelfLearning.Faults.Injection;

/// <summary>A slow disk: the storage hangs for 0.4 s of every half second, for 20 s.</summary>
internal sealed class SlowStorageFault() : Fault("slow-storage")
{
    public override async Task<string> InjectAsync(Scene scene, CancellationToken cancellationToken)
    {
        await Shell.FreezeAsync(scene.Cluster.Azurite.ProcessId, TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(0.1), 40);
        return "Azurite stopped for 0.4 s of every half second, for 20 s";
    }
}
