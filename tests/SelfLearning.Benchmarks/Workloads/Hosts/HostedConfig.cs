namespace SelfLearning.Benchmarks.Workloads;

/// <summary>The configuration record of a module that hosts run.</summary>
internal sealed record HostedConfig : ModuleConfig
{
    [Tunable(0.0, 1.2, Step = 0.1)]
    public double Temperature { get; init; } = 0.7;

    [Tunable("verse-first", "hook-first")]
    public string Structure { get; init; } = "verse-first";
}
