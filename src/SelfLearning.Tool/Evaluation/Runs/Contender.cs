using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Evaluation.Simulations;

namespace SelfLearning.Tool.Evaluation.Runs;

/// <summary>A learner that is compared with others.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Create">Its context in a world of a seed, at a threshold.</param>
internal sealed record Contender(string Name, Func<World, ulong, double, ISimulatedContext> Create)
{
    /// <summary>The thresholds it is run at, rising; with one only, the threshold is no part of its claims.</summary>
    public required IReadOnlyList<double> Thresholds { get; init; }

    /// <summary>Whether it promises a bound on false adaptation at its thresholds.</summary>
    public bool PromisesBound { get; init; }
}
