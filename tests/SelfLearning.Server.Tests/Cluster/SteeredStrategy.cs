using System.Text.Json;
using SelfLearning.Learning;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>A strategy that wants what the test says: learning itself is tested elsewhere.</summary>
public sealed class SteeredStrategy : IAdaptationStrategy
{
    /// <summary>Whether it throws.</summary>
    public bool Fails { get; set; }

    /// <summary>Parameter, value and confidence it proposes at the end of every cycle.</summary>
    public (string Parameter, string Value, double Confidence)? Wish { get; set; }

    /// <summary>How often it was asked to learn a decision.</summary>
    public int Asked { get; private set; }

    public string Name => "steered";

    public IContextLearner Create(ParameterSpace space, JsonElement? state) => new Learner(this, space, state?.Deserialize<double[]>() ?? []);

    private sealed class Learner(SteeredStrategy strategy, ParameterSpace space, double[] learned) : IContextLearner
    {
        private readonly List<double> _learned = [.. learned];

        public Fold Learn(in Observation observation, LearnerSituation situation)
        {
            strategy.Asked++;
            if (strategy.Fails && _learned.Count % 3 == 2) throw new InvalidOperationException("out of ideas");
            _learned.Add(observation.Quality);
            return new Fold(0.5, 1);
        }

        public void Correct(in Observation observation, double previousQuality, Fold fold, LearnerSituation situation) =>
            _learned[_learned.IndexOf(previousQuality)] = observation.Quality;

        public IReadOnlyList<Proposal> Propose(LearnerSituation situation)
        {
            if (strategy.Fails) throw new InvalidOperationException("out of ideas");
            if (strategy.Wish is not var (parameter, value, confidence)) return [];
            var place = space.IndexOf(parameter);
            return [new Proposal(place, space[place].IndexOf(value), confidence, 0.25, $"{value} is wished for")];
        }

        public TrialPlan Plan(LearnerSituation situation) => TrialPlan.None;

        public double? Confidence(int parameter, int value, LearnerSituation situation) => null;

        public JsonElement Save() => JsonSerializer.SerializeToElement(_learned);
    }
}
