using System.Diagnostics;
using SelfLearning.Silo;

namespace SelfLearning.Faults.Silos;

/// <summary>What a silo's process runs: the generic silo with the module of the run.</summary>
internal static class SiloProgram
{
    /// <summary>The argument that starts it.</summary>
    public const string Name = "silo";

    public static Task<int> RunAsync()
    {
        // The run holds the other end: a silo does not outlive it.
        _ = Task.Run(async () =>
        {
            await Console.In.ReadToEndAsync();
            Process.GetCurrentProcess().Kill();
        });
        return SiloApplication.RunAsync(
            [], silo => silo.AddModule<BrewModule>(BrewModule.Name, silo.Silo.Configuration.GetSection($"Modules:{BrewModule.Name}")));
    }
}
