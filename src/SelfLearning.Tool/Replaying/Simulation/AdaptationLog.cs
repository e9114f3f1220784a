using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Replaying.Simulation;

/// <summary>Collects the applied adaptations of a run.</summary>
internal sealed class AdaptationLog
{
    /// <summary>The adaptations in order, with the place of their context.</summary>
    public List<(int Context, ReplayedAdaptation Adaptation)> Made { get; } = [];

    /// <summary>Notes an applied adaptation, and at the one it undoes that it was rolled back.</summary>
    /// <param name="seed">The run.</param>
    /// <param name="call">The call after which it was made.</param>
    /// <param name="context">The place of the context.</param>
    /// <param name="text">The text of the context.</param>
    /// <param name="adaptation">What the learner did.</param>
    /// <param name="truth">The gain in the data; <c>null</c> where unknown.</param>
    public void Add(int seed, int call, int context, string text, Adaptation adaptation, double? truth)
    {
        if (adaptation.Undoes is { } undone)
        {
            var place = Made.FindIndex(made => made.Context == context && made.Adaptation.Number == undone);
            if (place >= 0) Made[place] = (context, Made[place].Adaptation with { RolledBack = true });
        }

        Made.Add((context, new ReplayedAdaptation(
            seed, call, text, adaptation.Id, adaptation.ParameterName, adaptation.OldValue, adaptation.NewValue, adaptation.Confidence,
            adaptation.Reason, adaptation.Undoes is not null, false, adaptation.MetricsBasis.Difference, truth,
            truth is { } gain ? gain < -ReplayedAdaptation.HarmfulLoss : null)
        {
            IsInherited = adaptation.Evidence == EvidenceOrigin.Inherited,
        }));
    }
}
