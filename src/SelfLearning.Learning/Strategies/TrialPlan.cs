using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>Which values are tried from now on, and how often.</summary>
/// <param name="TrialShare">The share of calls that try a candidate, 0 to 0.95; 0 exactly when there are no candidates.</param>
/// <param name="Candidates">The values; their shares add up to <paramref name="TrialShare"/>.</param>
public sealed record TrialPlan(double TrialShare, ImmutableArray<Candidate> Candidates)
{
    /// <summary>Only values in use are served.</summary>
    public static TrialPlan None { get; } = new(0, []);
}
