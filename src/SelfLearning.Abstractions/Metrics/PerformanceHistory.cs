using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>
/// How a context, or a whole module, did over a period, step by step: 1h in 60 steps of a minute, 24h in 96 of 15 minutes, 7d in 42 of 4 hours, 30d in 30 of
/// 24 hours. The steps add up to the <see cref="PerformanceSummary"/> of the same period at the same time.
/// </summary>
/// <param name="Module">The module.</param>
/// <param name="Context">The context key; <c>null</c> for the whole module.</param>
/// <param name="Period">The period covered: <c>1h</c>, <c>24h</c>, <c>7d</c> or <c>30d</c>.</param>
/// <param name="Start">The start of the period and of its first step, on the border of a bucket in UTC.</param>
/// <param name="End">The end of the period: the time of the call, within the last step.</param>
/// <param name="Step">The length of a step.</param>
/// <param name="Points">All steps, the oldest first; those without operations too.</param>
[GenerateSerializer, Immutable, Alias("selflearning.performance-history")]
public sealed record PerformanceHistory(
    string Module, string? Context, string Period, DateTimeOffset Start, DateTimeOffset End, TimeSpan Step, ImmutableArray<PerformancePoint> Points);
