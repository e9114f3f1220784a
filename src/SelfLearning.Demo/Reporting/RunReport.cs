using System.Collections.Immutable;
using SelfLearning.Demo.Verification;

namespace SelfLearning.Demo.Reporting;

/// <summary>What a run came to.</summary>
internal sealed record RunReport
{
    /// <summary>The scores by content type.</summary>
    public required ImmutableArray<ContextScore> Contexts { get; init; }

    /// <summary>What the sweep says; <c>null</c> when there was none.</summary>
    public SweepVerdict? Verdict { get; init; }

    /// <summary>The sweep's measurements by content type; <c>null</c> when there was none.</summary>
    public IReadOnlyDictionary<string, ContextSweep>? Sweeps { get; init; }

    /// <summary>Whether the silo had learned something in an earlier run.</summary>
    public bool IsResumed { get; init; }

    /// <summary>Whether it ended before its time.</summary>
    public bool IsStoppedEarly { get; init; }

    /// <summary>Operations that gave no result.</summary>
    public long Failures { get; init; }

    /// <summary>Feedbacks acknowledged in this run.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Judgements that could not be sent before the end.</summary>
    public int Unsent { get; init; }

    /// <summary>Feedback calls that failed.</summary>
    public long FailedFeedbackCalls { get; init; }

    /// <summary>Feedbacks acknowledged as counted in all runs on this data folder, for the content types of this run.</summary>
    public long AcknowledgedInAllRuns { get; init; }

    /// <summary>Feedbacks the silo has learned or queued for the content types of this run: equal to <see cref="AcknowledgedInAllRuns"/>.</summary>
    public long KnownToSilo => Contexts.Sum(c => c.KnownFeedbacks);

    /// <summary>The adaptations of the run in all content types.</summary>
    public int Adaptations => Contexts.Sum(c => c.Adaptations.Length);

    /// <summary>The content types whose learned values were better than the defaults by more than two standard errors.</summary>
    public int Improved => Contexts.Count(c => c.IsImproved);
}
