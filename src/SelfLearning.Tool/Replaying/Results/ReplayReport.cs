using System.Collections.Immutable;

namespace SelfLearning.Tool.Replaying.Results;

/// <summary>
/// What a replay found, as it is written with <c>--output json</c>: the same data, seed and options give the same bytes. A number that
/// cannot be known from the data is <c>null</c>.
/// </summary>
/// <param name="Kind"><c>fullInformation</c>, or <c>logged</c> for logged decisions with propensities.</param>
/// <param name="Partial">Whether the replay was interrupted: everything rests on what was done until then.</param>
/// <param name="Settings">What was asked for.</param>
/// <param name="Data">What was read.</param>
/// <param name="Totals">Means over all contexts and seeds.</param>
/// <param name="Contexts">The contexts, the busiest first.</param>
/// <param name="Adaptations">Every applied adaptation, by seed and call.</param>
/// <param name="Curve">How the mean feedback goes over the calls.</param>
/// <param name="ConfidencePaths">Of the first seed: the confidence of each value that was on trial, over the calls.</param>
/// <param name="Reliability">What stated confidences were worth in the data.</param>
/// <param name="Estimates">For logged decisions: what each policy would have earned; else empty.</param>
/// <param name="Caveats">What cannot be concluded, one sentence or two each.</param>
internal sealed record ReplayReport(
    string Kind,
    bool Partial,
    ReplaySettings Settings,
    DataSummary Data,
    ReplayTotals Totals,
    ImmutableArray<ContextResult> Contexts,
    ImmutableArray<ReplayedAdaptation> Adaptations,
    ImmutableArray<CurvePoint> Curve,
    ImmutableArray<ConfidencePath> ConfidencePaths,
    Reliability Reliability,
    ImmutableArray<PolicyEstimate> Estimates,
    ImmutableArray<string> Caveats)
{
    /// <summary><see cref="Kind"/> of data in which the feedback of every setting is known.</summary>
    public const string FullInformation = "fullInformation";

    /// <summary><see cref="Kind"/> of logged decisions.</summary>
    public const string Logged = "logged";
}
