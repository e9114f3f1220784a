using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Evaluation.Simulations;

namespace SelfLearning.Tool.Evaluation.Runs;

/// <summary>How a run took it that the best value of a world with one parameter turned bad.</summary>
/// <param name="WasThere">Whether the value was in use when it began to turn.</param>
/// <param name="Calls">The calls from then until it was left for the first time; <c>null</c> when it never was.</param>
/// <param name="EndsAtBest">Whether the value that is best at the end is in use at the end.</param>
internal readonly record struct Departure(bool WasThere, int? Calls, bool EndsAtBest)
{
    /// <summary>The departure of a run; <c>null</c> where the same value is best from the first call to the last.</summary>
    public static Departure? Of(World world, IReadOnlyList<SimulatedAdaptation> adaptations)
    {
        var (bad, best) = (BestAt(world, 0), BestAt(world, world.Calls - 1));
        if (bad == best) return null;
        var from = (int)world.Drift.From;
        var left = adaptations.FirstOrDefault(a => a.Call >= from && a.Change.Old == bad);
        // An adaptation after a call is what the next call gets.
        var calls = left is null ? (int?)null : left.Call + 1 - from;
        return new Departure(InUse(world, adaptations, from) == bad, calls, InUse(world, adaptations, world.Calls - 1) == best);
    }

    private static int InUse(World world, IReadOnlyList<SimulatedAdaptation> adaptations, int call) =>
        adaptations.LastOrDefault(a => a.Call < call)?.Change.New ?? world.Parameters[0].Default;

    private static int BestAt(World world, int call) => Enumerable.Range(0, world.Means.Length).MaxBy(value => world.MeanAt(value, call));
}
