namespace SelfLearning.Silo.Tests.Support;

/// <summary>The configuration of the module that the tests run.</summary>
public sealed record DrinkConfig : ModuleConfig
{
    [Tunable(0.0, 10.0, Step = 1.0)]
    public double Sugar { get; init; } = 2;
}
