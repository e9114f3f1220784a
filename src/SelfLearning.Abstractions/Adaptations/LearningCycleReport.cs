using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>What one learning cycle did.</summary>
/// <param name="Number">Its number within the context, from 1; 0 when there was nothing to do.</param>
/// <param name="Feedbacks">Feedbacks taken in, corrections included.</param>
/// <param name="Remaining">Feedbacks still queued.</param>
/// <param name="PolicyVersion">The policy version in force afterwards.</param>
/// <param name="Adaptations">Adaptations made or proposed.</param>
[GenerateSerializer, Immutable, Alias("selflearning.learning-cycle-report")]
public sealed record LearningCycleReport(
    long Number, int Feedbacks, int Remaining, long PolicyVersion, ImmutableArray<Adaptation> Adaptations);
