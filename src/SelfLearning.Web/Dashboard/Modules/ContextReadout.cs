namespace SelfLearning.Web.Dashboard.Modules;

/// <summary>A context as it was read for the page of its module.</summary>
/// <param name="Info">What the catalog says of it.</param>
/// <param name="Week">How it did over 7 days; <c>null</c> where it cannot be read.</param>
/// <param name="Gain">The estimated gain by the adaptations in force; <c>null</c> where there never was one.</param>
internal sealed record ContextReadout(ContextInfo Info, PerformanceHistory? Week, double? Gain);
