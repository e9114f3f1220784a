using SelfLearning.Learning;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Evaluation.Simulations;

/// <summary>
/// Plays a world against a learner: serve every call, let feedback arrive, run a learning cycle whenever enough feedback waits. The same
/// world and seed give the same outcomes to every learner.
/// </summary>
internal sealed class Simulation(World world, ulong seed, ISimulatedContext context)
{
    private const int DuplicateDelay = 5;
    private const int Checkpoint = 5000;

    private readonly List<SimulatedAdaptation> _adaptations = [];
    private readonly List<(Served Served, double Quality)> _queue = [];
    // For each call what arrives with it, the latest decision first, as in the reference.
    private readonly Stack<(Served Served, double Quality)>?[] _arrivals = new Stack<(Served, double)>?[world.Calls];
    private readonly int _default = world.Setting([.. world.Parameters.Select(p => p.Default)]);
    private readonly double? _best = world.Drift.Moves ? null : BestOf(world, 0);
    private Score? _atCheckpoint;

    public IReadOnlyList<SimulatedAdaptation> Adaptations => _adaptations;

    /// <summary>Feedbacks learned so far.</summary>
    public int Feedbacks { get; private set; }

    /// <summary>The score of all calls so far.</summary>
    public Score Total { get; private set; }

    /// <summary>The score after 5,000 feedbacks, or of all calls where fewer arrived.</summary>
    public Score AtCheckpoint => _atCheckpoint ?? Total;

    /// <summary>Called after every learning cycle.</summary>
    public Action<Simulation>? AfterCycle { get; init; }

    /// <summary>Runs all calls of the world.</summary>
    public Simulation Run()
    {
        for (var call = 0; call < world.Calls; call++)
        {
            Serve(call);
            if (_arrivals[call] is { } arrived) _queue.AddRange(arrived);
            _arrivals[call] = null;
            if (_queue.Count < ContextModel.PromptCycle) continue;
            Learn();
            Adapt(call);
            if (Feedbacks >= Checkpoint) _atCheckpoint ??= Total;
            AfterCycle?.Invoke(this);
        }

        return this;
    }

    private void Serve(int call)
    {
        var served = context.Serve(call);
        var mean = world.MeanAt(served.Setting, call);
        Total = new Score(Total.Regret + (_best ?? BestOf(world, call)) - mean, Total.Gain + mean - world.MeanAt(_default, call));
        var good = 0;
        for (var draw = 0; draw < world.Draws; draw++)
            if (U(CounterRandom.Reward, (call * 32) + draw) < mean) good++;
        var quality = (double)good / world.Draws;
        var answers = quality >= 0.5 ? world.AnswersWhenHigh[served.Setting] : world.AnswersWhenLow[served.Setting];
        if (U(CounterRandom.Answer, call) >= answers) return;
        var at = call + (int)(U(CounterRandom.Delay, call) * (world.Delay + 1));
        Arrive(at, served, quality);
        if (world.Duplicates > 0 && U(CounterRandom.Duplicate, call) < world.Duplicates) Arrive(at + DuplicateDelay, served, quality);
    }

    private void Arrive(int call, Served served, double quality)
    {
        if (call < world.Calls) (_arrivals[call] ??= new()).Push((served, quality));
    }

    private void Learn()
    {
        foreach (var (served, quality) in _queue) context.Learn(served, quality);
        Feedbacks += _queue.Count;
        _queue.Clear();
    }

    private void Adapt(int call)
    {
        var before = world.Setting(context.Incumbents);
        if (context.EndCycle() is not { } change) return;
        var after = world.Setting(context.Incumbents);
        _adaptations.Add(new SimulatedAdaptation(call, Feedbacks, change, world.MeanAt(after, call) - world.MeanAt(before, call)));
    }

    private static double BestOf(World world, int call)
    {
        var best = 0.0;
        for (var setting = 0; setting < world.Means.Length; setting++) best = Math.Max(best, world.MeanAt(setting, call));
        return best;
    }

    private double U(ulong stream, int index) => CounterRandom.U(seed, stream, (ulong)index);
}
