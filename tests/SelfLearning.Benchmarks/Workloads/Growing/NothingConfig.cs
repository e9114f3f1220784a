namespace SelfLearning.Benchmarks.Workloads.Growing;

/// <summary>What a <see cref="NothingModule"/> can be tuned in.</summary>
public sealed record NothingConfig : ModuleConfig
{
    /// <summary>A number.</summary>
    [Tunable(0.0, 1.0, Step = 0.1)]
    public double Warmth { get; init; } = 0.5;

    /// <summary>A list.</summary>
    [Tunable("short", "long", "medium")]
    public string Length { get; init; } = "short";
}
