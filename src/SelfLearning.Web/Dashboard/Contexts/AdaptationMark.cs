using System.Collections.Immutable;

namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>Where in the charts an adaptation came into force.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When it came into force.</param>
/// <param name="Text">What it changed.</param>
internal sealed record AdaptationMark(long Id, DateTimeOffset At, string Text)
{
    /// <summary>The marks of those adaptations that were ever in force, the oldest first.</summary>
    public static ImmutableArray<AdaptationMark> AllOf(ImmutableArray<Adaptation> adaptations) =>
    [
        .. from adaptation in adaptations
           // A silo of an older version says only of what is in force when it came to be.
           let at = adaptation.AppliedAt ?? (adaptation.Applied ? adaptation.DecidedAt : null)
           where at is not null
           orderby at, adaptation.Id
           select new AdaptationMark(adaptation.Id, at.Value, $"{adaptation.ParameterName}: {adaptation.OldValue} → {adaptation.NewValue}"),
    ];
}
