using System.Text.Json.Serialization;

namespace SelfLearning;

/// <summary>A change of one parameter of one context, made or proposed.</summary>
[GenerateSerializer, Immutable, Alias("selflearning.adaptation")]
public sealed record Adaptation
{
    /// <summary>The number of the adaptation within its context, from 1.</summary>
    [Id(0)] public required long Id { get; init; }

    /// <summary>When it was made.</summary>
    [Id(1)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The context key.</summary>
    [Id(2)] public required string Context { get; init; }

    /// <summary>The parameter it changes.</summary>
    [Id(3)] public required string ParameterName { get; init; }

    /// <summary>The value in use when it was made.</summary>
    [Id(4)] public required string OldValue { get; init; }

    /// <summary>The value it puts in use.</summary>
    [Id(5)] public required string NewValue { get; init; }

    /// <summary>0 to 1: the share of belief that the new value is better, under a half-sceptical prior; 1 for a person's decision.</summary>
    [Id(6)] public required double Confidence { get; init; }

    /// <summary>Why, in a sentence made from the numbers.</summary>
    [Id(7)] public required string Reason { get; init; }

    /// <summary>The feedback it rests on.</summary>
    [Id(8)] public required MetricsBasis MetricsBasis { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(9)] public required AdaptationStatus Status { get; init; }

    /// <summary>Who brought it to its status: <c>learner</c>, <c>threshold</c>, <c>definition</c>, or the person or program named in the call.</summary>
    [Id(10)] public required string DecidedBy { get; init; }

    /// <summary>When it came to its status.</summary>
    [Id(11)] public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>The adaptation this one undoes; <c>null</c> when it is not a rollback.</summary>
    [Id(12)] public long? Undoes { get; init; }

    /// <summary>What the person who decided wrote, if anything.</summary>
    [Id(13)] public string? Note { get; init; }

    /// <summary>Whether the feedback of its own context was enough, or other contexts had to speak for it.</summary>
    [Id(14)] public EvidenceOrigin Evidence { get; init; }

    /// <summary>
    /// When it came into force, whatever became of it since; <c>null</c> when it never was. Of what older versions undid or overtook it is not
    /// known.
    /// </summary>
    [Id(15)] public DateTimeOffset? AppliedAt { get; init; }

    /// <summary>The learner's confidence; <c>null</c> where a person or a changed definition decided and the learner had none.</summary>
    [JsonIgnore]
    public double? LearnedConfidence => MetricsBasis.LearningCycle > 0 ? Confidence : null;

    /// <summary>Whether it is <see cref="AdaptationStatus.Applied"/>.</summary>
    public bool Applied => Status == AdaptationStatus.Applied;
}
