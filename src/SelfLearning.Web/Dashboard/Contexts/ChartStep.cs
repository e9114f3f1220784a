using System.Collections.Immutable;

namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>A step of the charts.</summary>
/// <param name="Start">Its start.</param>
/// <param name="Operations">The operations that ended in it.</param>
/// <param name="Failures">Of those, the ones that failed.</param>
/// <param name="Judged">The decisions made in it that have a quality.</param>
/// <param name="Quality">Their mean quality.</param>
/// <param name="Duration">The mean duration in milliseconds.</param>
/// <param name="Duration95">The duration that 95 percent stay below, in milliseconds.</param>
/// <param name="Marks">The adaptations that came into force in it.</param>
internal sealed record ChartStep(
    DateTimeOffset Start, long Operations, long Failures, long Judged, double? Quality, double? Duration, double? Duration95, ImmutableArray<AdaptationMark> Marks);
