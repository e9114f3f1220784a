namespace SelfLearning.Faults.Injection;

/// <summary>A second silo with the name of another one joins for 10 s and leaves, by SIGTERM or by kill -9.</summary>
internal sealed class TwinFault() : Fault("twin")
{
    public override async Task<string> InjectAsync(Scene scene, CancellationToken cancellationToken)
    {
        using var twin = scene.Cluster.CreateTwin(scene.AnySilo());
        var isKilled = scene.Toss();
        try
        {
            twin.Start();
            await twin.ReadyAsync(cancellationToken);
            await scene.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);
            if (!isKilled) await twin.StopAsync();
        }
        finally
        {
            await twin.KillAsync();
        }

        return $"a second {twin.Name} joined for 10 s and left by {(isKilled ? "kill -9" : "SIGTERM")}";
    }
}
