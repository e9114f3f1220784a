using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>The policy of a context with what is known about each value.</summary>
/// <param name="Context">The context key.</param>
/// <param name="Policy">What the next calls will use.</param>
/// <param name="Estimates">What is known about each value that was ever used or is on trial.</param>
/// <param name="Pins">The parameters the learner may not change.</param>
/// <param name="LearnedFeedbacks">Feedbacks learned so far.</param>
/// <param name="QueuedFeedbacks">Feedbacks that wait for the next learning cycle.</param>
/// <param name="LearningCycles">Learning cycles run so far.</param>
[GenerateSerializer, Immutable, Alias("selflearning.policy-view")]
public sealed record PolicyView(
    string Context,
    PolicySnapshot Policy,
    ImmutableArray<ValueEstimate> Estimates,
    ImmutableArray<Pin> Pins,
    long LearnedFeedbacks,
    int QueuedFeedbacks,
    long LearningCycles);
