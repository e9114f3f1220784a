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
           let at = AppliedAt(adaptation, adaptations)
           where at is not null
           orderby at, adaptation.Id
           select new AdaptationMark(adaptation.Id, at.Value, $"{adaptation.ParameterName}: {adaptation.OldValue} → {adaptation.NewValue}"),
    ];

    private static DateTimeOffset? AppliedAt(Adaptation adaptation, ImmutableArray<Adaptation> all) => adaptation.Status switch
    {
        AdaptationStatus.Applied => adaptation.DecidedAt,
        // The time of its application is no longer kept once it is undone or overtaken; what is not asked about is applied when it is made.
        AdaptationStatus.RolledBack => adaptation.CreatedAt,
        // A proposal that was overtaken never was in force; where a later change starts from its value, it was.
        AdaptationStatus.Superseded when all.Any(later =>
            later.Id > adaptation.Id && later.ParameterName == adaptation.ParameterName && later.OldValue == adaptation.NewValue) => adaptation.CreatedAt,
        _ => null,
    };
}
