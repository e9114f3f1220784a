using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace SelfLearning;

/// <summary>How a module learns. Every member has a default; validated at start and whenever it is changed.</summary>
[GenerateSerializer, Immutable, Alias("selflearning.module-options")]
public sealed record ModuleOptions : IValidatableObject
{
    /// <summary>Whether the module may change its parameters; <c>false</c> is <see cref="LearningMode.Off"/>.</summary>
    [Id(0)] public bool EnableAdaptation { get; init; } = true;

    /// <summary>The confidence at which an adaptation is applied, 0.5 to 0.99.</summary>
    [Id(1), Range(0.5, 0.99)] public double AdaptationThreshold { get; init; } = 0.7;

    /// <summary>Whether adaptations are applied, wait for approval, or are not made.</summary>
    [Id(2), EnumDataType(typeof(LearningMode))] public LearningMode LearningMode { get; init; } = LearningMode.Automatic;

    /// <summary>The share of calls that may try another value without any evidence for it, 0 to 0.5; 0 learns nothing new.</summary>
    [Id(3), Range(0.0, 0.5)] public double ExplorationRate { get; init; } = 0.1;

    /// <summary>The largest share of calls on trial values once evidence speaks for them, 0 to 0.95.</summary>
    [Id(4), Range(0.0, 0.95)] public double TrialShareLimit { get; init; } = 0.9;

    /// <summary>The weight of what other contexts of the module have learned in the prior of each context, 0 (each learns on its own) to 0.95.</summary>
    [Id(5), Range(0.0, 0.95)] public double PoolingStrength { get; init; }

    /// <summary>How long a context waits between learning cycles while fewer than 10 feedbacks are queued, 1 s to 1 day.</summary>
    [Id(6), Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")] public TimeSpan LearningInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The fewest queued feedbacks for which the interval starts a learning cycle, 1 to 1,000.</summary>
    [Id(7), Range(1, 1_000)] public int MinimumFeedback { get; init; } = 3;

    /// <summary>The most feedbacks one learning cycle takes in, 1 to 10,000; the rest waits for the next one.</summary>
    [Id(8), Range(1, 10_000)] public int MaximumFeedbackPerCycle { get; init; } = 100;

    /// <summary>How long after its operation feedback is accepted, 1 minute to 30 days.</summary>
    [Id(9), Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")] public TimeSpan FeedbackWindow { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The most feedbacks that may wait in one context, 1 to 1,000.</summary>
    [Id(10), Range(1, 1_000)] public int QueueLimit { get; init; } = 1_000;

    /// <summary>How many single metric entries are kept.</summary>
    [Id(11), EnumDataType(typeof(MetricsCollectionLevel))]
    public MetricsCollectionLevel MetricsCollectionLevel { get; init; } = MetricsCollectionLevel.Standard;

    /// <summary>How often metrics are written, 1 s to 1 hour; a crash loses at most this much of them.</summary>
    [Id(12), Range(typeof(TimeSpan), "00:00:01", "01:00:00")] public TimeSpan MetricsFlushInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one operation of an in-silo module may run, 10 ms to 24 hours.</summary>
    [Id(13), Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")] public TimeSpan ProcessTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether an applied adaptation that turned out wrong is undone without asking, in RequireApproval too.</summary>
    [Id(14)] public bool AutomaticRollback { get; init; } = true;

    /// <summary>The weight of a user's feedback beside <see cref="AutomaticWeightAfterUser"/> in the quality of a decision, above 0 to 100.</summary>
    [Id(15), Range(0.001, 100.0)] public double UserWeight { get; init; } = 1;

    /// <summary>The weight of automatic feedback once a user has spoken, 0 to 100; until then it is all there is.</summary>
    [Id(16), Range(0.0, 100.0)] public double AutomaticWeightAfterUser { get; init; }

    /// <summary>
    /// Whether stakes are scaled by the full possible range of the feedback: exact for equal means of any shape, slower where
    /// feedback varies little.
    /// </summary>
    [Id(17)] public bool Strict { get; init; }

    /// <summary>
    /// The feedbacks a second, averaged over <see cref="FeedbackWindow"/>, for which a context can tell repeated from new ones,
    /// 0.001 to 200. Beyond it the window of that context shrinks: older decisions are answered Late, never counted twice.
    /// </summary>
    [Id(18), Range(0.001, 200.0)] public double FeedbackCapacityPerSecond { get; init; } = 20;

    /// <summary>
    /// Whether the module generates (text, images, code): then each feedback that counts is also raised as the OpenTelemetry event
    /// <c>gen_ai.evaluation.result</c>, with a score and without its comment.
    /// </summary>
    [Id(19)] public bool Generative { get; init; }

    /// <summary>What is in force: <see cref="EnableAdaptation"/> and <see cref="LearningMode"/> together.</summary>
    public LearningMode EffectiveMode => EnableAdaptation ? LearningMode : LearningMode.Off;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TrialShareLimit < ExplorationRate)
        {
            yield return new ValidationResult(
                $"{nameof(TrialShareLimit)} {TrialShareLimit} is below {nameof(ExplorationRate)} {ExplorationRate}: it must be at least as large.",
                [nameof(TrialShareLimit)]);
        }

        if (MinimumFeedback > QueueLimit)
        {
            yield return new ValidationResult(
                $"{nameof(MinimumFeedback)} {MinimumFeedback} is above {nameof(QueueLimit)} {QueueLimit}: no interval would ever start a cycle.",
                [nameof(MinimumFeedback)]);
        }
    }

    /// <summary>Checks every range.</summary>
    /// <param name="module">The module named in the message.</param>
    /// <exception cref="ModuleConfigurationException">A member is out of its range; the message names all of them.</exception>
    public ModuleOptions Require(string? module = null) => Require(module, "");

    /// <summary>Checks every range.</summary>
    /// <param name="module">The module named in the message.</param>
    /// <param name="path">What stands in front of a member's name in <see cref="SelfLearningException.Field"/>.</param>
    internal ModuleOptions Require(string? module, string path)
    {
        var errors = DataAnnotations.ErrorsOf(this);
        if (errors.IsEmpty) return this;
        throw new ModuleConfigurationException(
            $"The options of module '{module}' are not valid: {string.Join(" ", errors.Select(e => e.Message))}")
        {
            Module = module,
            Reason = FailureReason.Invalid,
            Field = path + JsonNamingPolicy.CamelCase.ConvertName(errors[0].Members[0]),
        };
    }
}
