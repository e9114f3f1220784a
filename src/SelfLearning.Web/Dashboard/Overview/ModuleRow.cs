using SelfLearning.Web.Dashboard.Charts;

namespace SelfLearning.Web.Dashboard.Overview;

/// <summary>A module in the overview.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mode">How it learns.</param>
/// <param name="Operations">Operations in 24 hours.</param>
/// <param name="Success">The share of them that succeeded; <c>null</c> without any.</param>
/// <param name="Quality">The mean quality in 24 hours; <c>null</c> without any.</param>
/// <param name="Trend">The quality over 7 days.</param>
/// <param name="Contexts">How many contexts it has.</param>
/// <param name="HasMore">Whether there are more than were counted.</param>
/// <param name="Adaptations">Adaptations applied in those that were counted.</param>
internal sealed record ModuleRow(
    string Name, string Mode, long Operations, double? Success, double? Quality, Sparkline Trend, int Contexts, bool HasMore, long Adaptations);
