using System.Text.Json;

namespace SelfLearning.Learning.Tests.Contexts;

/// <summary>A strategy whose answers and failures a test chooses. Its state is the sum and the count of what it has learned.</summary>
public sealed class ScriptedStrategy : IAdaptationStrategy
{
    public string Name => "scripted";

    /// <summary>What is proposed at the end of the next learning cycle.</summary>
    public List<Proposal> Proposals { get; } = [];

    /// <summary>What is tried; nothing unless given.</summary>
    public Func<LearnerSituation, TrialPlan> Plan { get; set; } = _ => TrialPlan.None;

    /// <summary>The confidence in every value that is not in use; none unless given.</summary>
    public double? Confidence { get; set; }

    /// <summary>Called by name of the method; a test throws here.</summary>
    public Action<string> Entering { get; set; } = _ => { };

    /// <summary>What was learned and corrected: observation, previous quality (NaN when it was new).</summary>
    public List<(Observation Observation, double Previous)> Told { get; } = [];

    public IContextLearner Create(ParameterSpace space, JsonElement? state)
    {
        Entering(nameof(Create));
        return new Learner(this, state is { } saved ? saved.Deserialize<double[]>()! : [0, 0]);
    }

    private sealed class Learner(ScriptedStrategy script, double[] state) : IContextLearner
    {
        public Fold Learn(in Observation observation, LearnerSituation situation)
        {
            script.Told.Add((observation, double.NaN));
            state = [state[0] + observation.Quality, state[1] + 1];
            script.Entering(nameof(Learn));
            return new Fold(0.5, 1);
        }

        public void Correct(in Observation observation, double previousQuality, Fold fold, LearnerSituation situation)
        {
            Assert.Equal(new Fold(0.5, 1), fold);
            script.Told.Add((observation, previousQuality));
            state = [state[0] + observation.Quality - previousQuality, state[1]];
            script.Entering(nameof(Correct));
        }

        public IReadOnlyList<Proposal> Propose(LearnerSituation situation)
        {
            script.Entering(nameof(Propose));
            return script.Proposals;
        }

        public TrialPlan Plan(LearnerSituation situation)
        {
            script.Entering(nameof(Plan));
            return script.Plan(situation);
        }

        public double? Confidence(int parameter, int value, LearnerSituation situation) =>
            value == situation.Incumbents[parameter] ? null : script.Confidence;

        public JsonElement Save() => JsonSerializer.SerializeToElement(state);
    }
}
