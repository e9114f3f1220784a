using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Evaluation.Simulations;

namespace SelfLearning.Learning.Tests.Strategies.Betting;

/// <summary>
/// A null world in which some decisions get a further feedback after they were learned, which corrects them: another draw of the same
/// world that comes at least ten feedbacks later.
/// </summary>
/// <param name="seed">Of the world, and of the further feedback.</param>
/// <param name="share">The share of decisions that get it.</param>
/// <param name="correlation">The probability that it equals the first; else it is drawn independently of it.</param>
/// <param name="weight">Its weight in the mean with the first, 1 to replace it.</param>
internal sealed class LaterFeedback(ulong seed, double share, double correlation, double weight)
{
    private const ulong Chosen = 90, Drawn = 91, Equal = 92;
    private const int Wait = 10;

    private readonly double _level = Worlds.Null(seed).Means[0];
    private readonly List<(Observation Observation, Fold Fold, ulong Number)> _later = [];
    private ulong _count;

    public int Corrections { get; private set; }

    /// <summary>Whether a context in which nothing matters ever adapts.</summary>
    public bool Adapts(double threshold)
    {
        var world = Worlds.Null(seed);
        var context = new StrategyContext(world, seed, new BettingStrategy(), new ModuleOptions { AdaptationThreshold = threshold }) { Learned = Note };
        return new Simulation(world, seed, context) { AfterCycle = _ => Correct(context) }.Run().Adaptations.Count > 0;
    }

    private void Note(Observation observation, Fold fold)
    {
        var number = _count++;
        if (CounterRandom.U(seed, Chosen, number) < share) _later.Add((observation, fold, number));
    }

    private void Correct(StrategyContext context)
    {
        if (_later.Count < Wait) return;
        foreach (var (observation, fold, number) in _later)
        {
            var first = observation.Quality;
            var second = CounterRandom.U(seed, Equal, number) < correlation ? first : CounterRandom.U(seed, Drawn, number) < _level ? 1 : 0;
            context.Learner.Correct(observation with { Quality = first + (weight * (second - first)) }, first, fold, context.Situation);
        }

        Corrections += _later.Count;
        _later.Clear();
    }
}
