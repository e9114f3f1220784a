using SelfLearning.Faults.Load;
using SelfLearning.Faults.Silos;

namespace SelfLearning.Faults.Injection;

/// <summary>What a fault works on.</summary>
/// <param name="Cluster">The silos and their storage.</param>
/// <param name="Load">What is called meanwhile.</param>
/// <param name="Random">Decides whom it hits and how.</param>
/// <param name="Time">The clock.</param>
internal sealed record Scene(SiloCluster Cluster, LoadRun Load, Random Random, TimeProvider Time)
{
    /// <summary>Any silo but the one started last: until contexts are activated anew it has few of them, and nobody would miss it.</summary>
    public SiloProcess AnySilo()
    {
        var candidates = Cluster.Silos.OrderByDescending(silo => silo.StartedAt).Skip(1).ToList();
        return candidates[Random.Next(candidates.Count)];
    }

    public bool Toss() => Random.Next(2) == 0;

    public Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken) => Task.Delay(pause, Time, cancellationToken);

    /// <summary>Ends when every context has answered for a while, or after so long.</summary>
    /// <returns>Whether they have.</returns>
    public async Task<bool> CalmAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var started = Time.GetTimestamp(); Time.GetElapsedTime(started) < limit; await WaitAsync(TimeSpan.FromMilliseconds(200), cancellationToken))
            if (Load.IsCalm) return true;
        return false;
    }
}
