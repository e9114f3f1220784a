using SelfLearning.Faults.Counting;

namespace SelfLearning.Faults.Load;

/// <summary>One context under load.</summary>
/// <param name="Module">Its module.</param>
/// <param name="Key">Its key.</param>
/// <param name="RunAsync">Makes one call, and gives the result's id and goodness.</param>
internal sealed record LoadedContext(
    IModuleClient Module, ContextKey Key, Func<Plan, CancellationToken, Task<(string ResultId, double Goodness)>> RunAsync)
{
    /// <summary>Its name among all contexts of the run.</summary>
    public string Name { get; } = $"{Module.Name}/{Key}";

    /// <summary>What it was sent and has promised.</summary>
    public ContextLedger Ledger { get; } = new();
}
