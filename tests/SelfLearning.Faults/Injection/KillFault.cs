namespace SelfLearning.Faults.Injection;

/// <summary>kill -9 of a silo. By chance its supervisor starts it after a second, or nobody does until the others have taken over.</summary>
internal sealed class KillFault() : Fault(Name)
{
    public const string Name = "kill";

    /// <summary>Calls must succeed again within this time.</summary>
    public static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(15);

    public override async Task<string> InjectAsync(Scene scene, CancellationToken cancellationToken)
    {
        var (silo, atOnce) = (scene.AnySilo(), scene.Toss());
        await silo.KillAsync();
        await scene.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken);
        if (!atOnce) await scene.CalmAsync(TimeSpan.FromSeconds(30), cancellationToken);
        silo.Start();
        await silo.ReadyAsync(cancellationToken);
        return $"kill -9 of {silo.Name}, started again {(atOnce ? "after a second" : "after the others had taken over")}";
    }
}
