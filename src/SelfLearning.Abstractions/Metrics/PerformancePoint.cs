namespace SelfLearning;

/// <summary>One step of a <see cref="PerformanceHistory"/>.</summary>
/// <param name="Start">Its start; it ends where the next one starts.</param>
/// <param name="Operations">The operations that ended in it.</param>
/// <param name="Failures">Of those, the ones with status Failure.</param>
/// <param name="QualityCount">The decisions made in it that have a quality.</param>
/// <param name="MeanQuality">Their mean quality, 0 to 1; <c>null</c> while none has one.</param>
/// <param name="MeanDurationMs">The mean duration in milliseconds; <c>null</c> without operations.</param>
/// <param name="DurationP95Ms">The duration in milliseconds that 95 percent of the operations stay below, within 5 percent; <c>null</c> without operations and for a whole module.</param>
[GenerateSerializer, Immutable, Alias("selflearning.performance-point")]
public sealed record PerformancePoint(
    DateTimeOffset Start, long Operations, long Failures, long QualityCount, double? MeanQuality, double? MeanDurationMs, double? DurationP95Ms);
