namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <summary>Two parameters, as most modules have.</summary>
internal sealed record QuietConfig : ModuleConfig
{
    [Tunable(0.0, 1.2, Step = 0.1)]
    public double Temperature { get; init; } = 0.7;

    [Tunable("verse-first", "hook-first")]
    public string Structure { get; init; } = "verse-first";
}
