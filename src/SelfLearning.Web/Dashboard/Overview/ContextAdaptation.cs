namespace SelfLearning.Web.Dashboard.Overview;

/// <summary>An adaptation and the module it belongs to.</summary>
internal sealed record ContextAdaptation(string Module, Adaptation Adaptation);
