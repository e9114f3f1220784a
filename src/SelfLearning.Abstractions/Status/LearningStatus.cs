using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>Whether a context learns and, if not, why, as one reason and one sentence for people.</summary>
/// <param name="Context">The context key.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Explanation">The reason as plain English with the figures it rests on; never empty.</param>
/// <param name="LearnedFeedbacks">Feedbacks learned so far; 0 while storage is unavailable.</param>
/// <param name="QueuedFeedbacks">Feedbacks that wait for the next learning cycle; 0 while storage is unavailable.</param>
/// <param name="NeededFeedbacks">How many feedbacks are needed where there are none or too few: for the first learning cycle, or about each of two values; else <c>null</c>.</param>
/// <param name="Best">The value on trial that most speaks for, beside the value in use, where the reason compares values; else <c>null</c>.</param>
/// <param name="Adaptation">The adaptation the reason speaks of: the one that waits, came into force lately or was below the threshold; else <c>null</c>.</param>
/// <param name="Pins">The pins the reason speaks of: those of all parameters where the reason is <see cref="LearningStatusReason.Pinned"/>, else empty.</param>
[GenerateSerializer, Immutable, Alias("selflearning.learning-status")]
public sealed record LearningStatus(
    string Context,
    LearningStatusReason Reason,
    string Explanation,
    long LearnedFeedbacks,
    int QueuedFeedbacks,
    int? NeededFeedbacks,
    ValueComparison? Best,
    Adaptation? Adaptation,
    ImmutableArray<Pin> Pins);
