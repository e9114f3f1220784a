using SelfLearning.Learning.Tests.Scenarios;
using SelfLearning.Tool.Evaluation.Scenarios;
using Xunit.Abstractions;

namespace SelfLearning.Learning.Tests.Strategies.Betting;

public class NullWorldTests(ITestOutputHelper output)
{
    private const int Seeds = 300;
    private const double Bound = (1 - 0.7) / (2 * 0.7);

    [Fact]
    public void Where_nothing_matters_few_contexts_ever_adapt() => Check("null", _ => new Correcting(0));

    [Fact]
    public void Where_nothing_matters_a_fifth_of_corrected_feedback_makes_no_difference() => Check("20 % corrected", seed => new Correcting(seed));

    private void Check(string name, Func<ulong, Correcting> corrections)
    {
        var adapted = 0;
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var correcting = corrections(seed);
            var run = new Replay(Worlds.Null(seed), seed) { Learned = correcting.Note }.Run(r => correcting.Apply(r));
            if (run.Adaptations.Count > 0) adapted++;
        }

        var share = (double)adapted / Seeds;
        output.WriteLine($"{name}: {adapted} of {Seeds} runs adapted ({share:0.000}, bound {Bound:0.000})");
        Assert.True(share <= Bound, $"{adapted} of {Seeds} runs adapted although nothing matters: {share:0.000} is above {Bound:0.000}");
    }

    // A fifth of the feedback changes to an independent draw of the same world, up to 50 feedbacks later.
    private sealed class Correcting(ulong seed)
    {
        private const ulong Stream = 90;

        private readonly List<(Observation Observation, Fold Fold)> _later = [];
        private ulong _count;

        public void Note(Observation observation, Fold fold)
        {
            if (seed != 0 && CounterRandom.U(seed, Stream, _count++) < 0.2) _later.Add((observation, fold));
        }

        public void Apply(Replay replay)
        {
            if (_later.Count < 10) return;
            foreach (var (observation, fold) in _later)
            {
                var level = Worlds.Null(seed).Means[0];
                var now = observation with { Quality = CounterRandom.U(seed, Stream + 1, _count++) < level ? 1 : 0 };
                replay.Learner.Correct(now, observation.Quality, fold, replay.Situation);
            }

            _later.Clear();
        }
    }
}
