using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Evaluation.Simulations;

namespace SelfLearning.Learning.Tests.Scenarios;

/// <summary>Simulations of a strategy; without one, of the betting strategy with the defaults.</summary>
internal static class Simulated
{
    public static StrategyContext Context(World world, ulong seed, IAdaptationStrategy? strategy = null) =>
        new(world, seed, strategy ?? new BettingStrategy(), new ModuleOptions());

    public static Simulation Run(World world, ulong seed, IAdaptationStrategy? strategy = null) =>
        new Simulation(world, seed, Context(world, seed, strategy)).Run();
}
