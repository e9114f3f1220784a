using SelfLearning.Faults.Injection;

namespace SelfLearning.Faults.Reporting;

/// <summary>The result of a run.</summary>
internal sealed record Totals
{
    public required int Seed { get; init; }

    public required int Minutes { get; init; }

    public required int Silos { get; init; }

    /// <summary>The provider of the grain storage.</summary>
    public required string Storage { get; init; }

    /// <summary>Calls made, answered or not.</summary>
    public long Operations { get; init; }

    /// <summary>Calls that failed or were not answered within 2 s.</summary>
    public long FailedCalls { get; init; }

    /// <summary>Calls that had no answer of any kind within 30 s.</summary>
    public int GivenUp { get; init; }

    /// <summary>The longest time one call had to wait for its end, in seconds; given up after 30 s.</summary>
    public double SlowestCall { get; init; }

    /// <summary>Decisions with at least one acknowledged feedback.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Acknowledged feedbacks; a decision may have two.</summary>
    public long AcknowledgedFeedbacks { get; init; }

    /// <summary>Feedbacks that were never answered: each may count or not.</summary>
    public long Unanswered { get; init; }

    /// <summary>Feedbacks that were answered Late, Outdated or Unknown.</summary>
    public long Refused { get; init; }

    /// <summary>Decisions that the cluster counts; <c>null</c> when it was not asked.</summary>
    public long? Counted { get; init; }

    /// <summary>What was acknowledged and does not count; <c>null</c> when the cluster was not asked.</summary>
    public long? Lost { get; init; }

    /// <summary>What counts more than once; <c>null</c> when the cluster was not asked.</summary>
    public long? DoubleCounted { get; init; }

    /// <summary>Learning cycles that were run.</summary>
    public long LearningCycles { get; init; }

    /// <summary>Adaptations in force.</summary>
    public long Adaptations { get; init; }

    /// <summary>How often a silo ended by itself: one that was cut off or frozen does when it learns that it is dead.</summary>
    public int EndedByThemselves { get; init; }

    /// <summary>Faults after which some context did not answer within a minute.</summary>
    public int NotWhole { get; init; }

    /// <summary>For each kind of fault, how long calls were not answered.</summary>
    public IReadOnlyList<KindTotals> Unavailable { get; init; } = [];

    /// <summary>The kinds that this machine cannot make.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Whether everything that must hold did.</summary>
    public bool Passed => Lost == 0 && DoubleCounted == 0 && NotWhole == 0 && Counted > 0 && Unavailable.Count > 0
        && Unavailable.All(kind => kind.Kind != KillFault.Name || kind.Max <= KillFault.RecoveryLimit.TotalSeconds);
}
