namespace SelfLearning.Silo.Tests.Cluster;

public sealed record SongConfig : ModuleConfig
{
    [Tunable(60.0, 180.0, Step = 10.0)]
    public double Tempo { get; init; } = 120;
}
