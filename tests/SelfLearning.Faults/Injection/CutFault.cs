namespace SelfLearning.Faults.Injection;

/// <summary>A silo without network, for 3 s or for 20 s, and its return.</summary>
internal sealed class CutFault() : Fault("cut")
{
    public override bool NeedsNetwork => true;

    public override async Task<string> InjectAsync(Scene scene, CancellationToken cancellationToken)
    {
        var silo = scene.AnySilo();
        var cut = TimeSpan.FromSeconds(scene.Random.Next(4) == 0 ? 3 : 20);
        await silo.Place!.UnplugAsync();
        try
        {
            await scene.WaitAsync(cut, cancellationToken);
        }
        finally
        {
            await silo.Place.PlugInAsync();
        }

        await scene.WaitAsync(TimeSpan.FromSeconds(5), cancellationToken);
        await silo.ReadyAsync(cancellationToken);
        return $"network of {silo.Name} cut for {cut.TotalSeconds} s";
    }
}
