namespace SelfLearning;

/// <summary>The feedback an adaptation rests on.</summary>
/// <param name="Feedbacks">Feedbacks the context had learned from when the adaptation was made.</param>
/// <param name="OldCount">Of those, how many judged the old value.</param>
/// <param name="OldMean">The mean quality of the old value, 0 to 1; <c>null</c> while it has none.</param>
/// <param name="NewCount">How many judged the new value.</param>
/// <param name="NewMean">The mean quality of the new value, 0 to 1; <c>null</c> while it has none.</param>
/// <param name="Difference">The estimated gain in quality of the new value over the old one, -1 to 1; 0 where the context has no estimate of its own.</param>
/// <param name="LearningCycle">The number of the learning cycle that made it; 0 when a person did.</param>
[GenerateSerializer, Immutable, Alias("selflearning.metrics-basis")]
public sealed record MetricsBasis(
    long Feedbacks, long OldCount, double? OldMean, long NewCount, double? NewMean, double Difference, long LearningCycle);
