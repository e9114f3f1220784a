namespace SelfLearning.Faults.Counting;

/// <summary>What a context says it has counted. The two counts are on different records and are brought up to date by different writes.</summary>
/// <param name="Counted">Decisions with a quality in the metrics.</param>
/// <param name="Learned">Decisions that are evidence for the learner.</param>
/// <param name="QualitySum">The sum of the qualities in the metrics.</param>
internal readonly record struct Observation(long Counted, long Learned, double QualitySum);
