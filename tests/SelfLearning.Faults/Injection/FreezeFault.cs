using SelfLearning.Faults.Processes;

namespace SelfLearning.Faults.Injection;

/// <summary>SIGSTOP of a silo for 20 s, then SIGCONT: it wakes up in a cluster that has gone on without it.</summary>
internal sealed class FreezeFault() : Fault("freeze")
{
    public override async Task<string> InjectAsync(Scene scene, CancellationToken cancellationToken)
    {
        var silo = scene.AnySilo();
        await Shell.FreezeAsync(silo.ProcessId, TimeSpan.FromSeconds(20), TimeSpan.Zero, 1);
        // Long enough for it to learn that it is dead and end.
        await scene.WaitAsync(TimeSpan.FromSeconds(5), cancellationToken);
        await silo.ReadyAsync(cancellationToken);
        return $"SIGSTOP of {silo.Name} for 20 s";
    }
}
