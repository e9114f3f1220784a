using System.Collections.Immutable;

namespace SelfLearning.Web.Dashboard.Overview;

/// <summary>A module as it was read for the overview.</summary>
/// <param name="Definition">Its definition.</param>
/// <param name="Day">How it did over 24 hours.</param>
/// <param name="Week">How it did over 7 days.</param>
/// <param name="Contexts">Its contexts, as many as are counted.</param>
internal sealed record ModuleReading(ModuleDefinition Definition, PerformanceSummary Day, PerformanceHistory Week, ImmutableArray<ContextInfo> Contexts);
