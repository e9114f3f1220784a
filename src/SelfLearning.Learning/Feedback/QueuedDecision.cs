namespace SelfLearning.Learning;

/// <summary>
/// A decision that waits for the next learning cycle, with everything the cycle needs: it is new, or its quality has changed since it
/// was learned.
/// </summary>
public sealed class QueuedDecision
{
    /// <summary>The decision.</summary>
    public required DecisionKey Key { get; init; }

    /// <summary>The policy version it was made with.</summary>
    public required long PolicyVersion { get; init; }

    /// <summary>The place of the value it tried in that version's candidates; -1 for none.</summary>
    public required int Candidate { get; init; }

    /// <summary>One bit for each parameter the caller overrode, by its place in the policy version.</summary>
    public required uint Overridden { get; init; }

    /// <summary>What the user says, 0 to 1; <see cref="double.NaN"/> while silent.</summary>
    public double UserQuality { get; set; } = double.NaN;

    /// <summary>What programs say, 0 to 1; <see cref="double.NaN"/> while silent.</summary>
    public double AutomaticQuality { get; set; } = double.NaN;

    /// <summary>The quality it was last learned with; <see cref="double.NaN"/> when it is new.</summary>
    public double LearnedQuality { get; init; } = double.NaN;

    /// <summary>The quality the metrics hold for it; <see cref="double.NaN"/> when they hold none.</summary>
    public double MetricsQuality { get; set; } = double.NaN;

    /// <summary>How it was weighed when it was learned; meaningless when it is new.</summary>
    public Fold Fold { get; init; }

    /// <summary>Whether it was learned before, so that the cycle corrects it.</summary>
    public bool IsCorrection => !double.IsNaN(LearnedQuality);
}
