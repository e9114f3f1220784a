using SelfLearning.Learning;
using SelfLearning.Tool.Evaluation.Learners;
using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Evaluation.Simulations;

namespace SelfLearning.Tool.Evaluation.Runs;

/// <summary>The learners that are compared, and where.</summary>
internal static class Contenders
{
    public const string Never = "never", Rule = "rule", EpsilonGreedy = "eps-greedy", Thompson = "Thompson", Betting = "ours";

    private const double Default = 0.7, High = 0.9, Highest = 0.95;

    /// <summary>Who is asked a question, in the order of the tables.</summary>
    public static IReadOnlyList<Contender> For(Question question) => question switch
    {
        Question.Null => [Of(Rule, Default), Of(EpsilonGreedy, Default), Of(Thompson, Default, High, Highest), Of(Betting, Default, High, Highest)],
        Question.Calibration => [Of(Betting, Default, High)],
        _ => [Of(Never, Default), Of(Rule, Default), Of(EpsilonGreedy, Default), Of(Thompson, Default), Of(Betting, Default, High)],
    };

    /// <summary>A contender by its name, at the given thresholds.</summary>
    public static Contender Of(string name, params double[] thresholds) =>
        new(name, name == Thompson ? (world, seed, threshold) => new ThompsonContext(world, seed, threshold) : Strategy(name))
        {
            Thresholds = thresholds,
            PromisesBound = name == Betting,
        };

    private static Func<World, ulong, double, ISimulatedContext> Strategy(string name)
    {
        IAdaptationStrategy strategy = name switch
        {
            Never => new NeverStrategy(),
            Rule => new LowQualityRule(),
            EpsilonGreedy => new EpsilonGreedyStrategy(),
            Betting => new BettingStrategy(),
            _ => throw new ArgumentException($"There is no learner '{name}'.", nameof(name)),
        };
        return (world, seed, threshold) => new StrategyContext(world, seed, strategy, new ModuleOptions { AdaptationThreshold = threshold });
    }
}
