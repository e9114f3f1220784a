using System.Text.Json;
using SelfLearning.Learning;

namespace SelfLearning.Tool.Evaluation.Learners;

/// <summary>Never changes anything: what any learner must beat.</summary>
internal sealed class NeverStrategy : IAdaptationStrategy
{
    /// <inheritdoc/>
    public string Name => "never";

    /// <inheritdoc/>
    public IContextLearner Create(ParameterSpace space, JsonElement? state) => new Learner();

    private sealed class Learner : IContextLearner
    {
        public Fold Learn(in Observation observation, LearnerSituation situation) => new(0.5, 1);

        public void Correct(in Observation observation, double previousQuality, Fold fold, LearnerSituation situation) { }

        public IReadOnlyList<Proposal> Propose(LearnerSituation situation) => [];

        public TrialPlan Plan(LearnerSituation situation) => TrialPlan.None;

        public double? Confidence(int parameter, int value, LearnerSituation situation) => null;

        public JsonElement Save() => JsonSerializer.SerializeToElement(0);
    }
}
