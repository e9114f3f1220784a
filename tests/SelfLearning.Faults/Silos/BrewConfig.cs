namespace SelfLearning.Faults.Silos;

/// <summary>What is learned.</summary>
internal sealed record BrewConfig : ModuleConfig
{
    [Tunable("low", "medium", "high")]
    public string Heat { get; init; } = "low";
}
