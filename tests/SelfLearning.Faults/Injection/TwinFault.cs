namespace SelfLearning.Faults.Injection;

/// <summary>
/// A second silo with the name of another one joins, its namesake is killed and comes back beside it, and it leaves, by SIGTERM or by kill -9.
/// </summary>
internal sealed class TwinFault() : Fault("twin")
{
    public override async Task<string> InjectAsync(Scene scene, CancellationToken cancellationToken)
    {
        var silo = scene.AnySilo();
        using var twin = scene.Cluster.CreateTwin(silo);
        var isKilled = scene.Toss();
        try
        {
            twin.Start();
            await twin.ReadyAsync(cancellationToken);
            await silo.KillAsync();
            // Contexts of the one that was killed are activated in the other now.
            await scene.CalmAsync(TimeSpan.FromSeconds(30), cancellationToken);
            silo.Start();
            await silo.ReadyAsync(cancellationToken);
            await scene.WaitAsync(TimeSpan.FromSeconds(5), cancellationToken);
            if (!isKilled) await twin.StopAsync();
        }
        finally
        {
            await twin.KillAsync();
        }

        return $"a second {silo.Name} took over from the first one, which came back beside it, and left by {(isKilled ? "kill -9" : "SIGTERM")}";
    }
}
