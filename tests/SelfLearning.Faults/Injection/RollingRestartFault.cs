using System.Globalization;

namespace SelfLearning.Faults.Injection;

/// <summary>Every silo is ended by SIGTERM and started again, one after the other.</summary>
internal sealed class RollingRestartFault() : Fault("rolling-restart")
{
    public override async Task<string> InjectAsync(Scene scene, CancellationToken cancellationToken)
    {
        var ends = new List<string>();
        foreach (var silo in scene.Cluster.Silos)
        {
            var (took, exitCode) = await silo.StopAsync();
            ends.Add(string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s{(exitCode == 0 ? "" : $" with exit code {exitCode}")}"));
            silo.Start();
            await silo.ReadyAsync(cancellationToken);
        }

        return $"rolling restart; the silos took {string.Join(", ", ends)} to end";
    }
}
