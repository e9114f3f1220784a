namespace SelfLearning.Faults.Injection;

/// <summary>
/// The storage ends and comes back. Ended by SIGTERM: killed, the emulator would lose what it has acknowledged, and that would be its own fault.
/// </summary>
internal sealed class StorageFault() : Fault("storage")
{
    public override async Task<string> InjectAsync(Scene scene, CancellationToken cancellationToken)
    {
        var away = TimeSpan.FromSeconds(scene.Random.Next(1, 16));
        var began = scene.Time.GetTimestamp();
        await scene.Cluster.Azurite.StopAsync();
        await scene.WaitAsync(away, cancellationToken);
        await scene.Cluster.Azurite.StartAsync();
        var took = scene.Time.GetElapsedTime(began);
        foreach (var silo in scene.Cluster.Silos) await silo.ReadyAsync(cancellationToken);
        return FormattableString.Invariant($"Azurite ended by SIGTERM and started again, away for {took.TotalSeconds:0.0} s");
    }
}
