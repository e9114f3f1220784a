namespace SelfLearning.Benchmarks.Workloads;

/// <summary>Two parameters, so that calls are decided as they are in any module.</summary>
internal sealed record NoopConfig : ModuleConfig
{
    [Tunable(0.0, 1.0, Step = 0.1)]
    public double Warmth { get; init; } = 0.5;

    [Tunable("short", "medium", "long")]
    public string Length { get; init; } = "short";
}
