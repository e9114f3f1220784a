using System.Collections.Immutable;

namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>What the page of a context is made from.</summary>
internal sealed record ContextReading(
    ModuleDefinition Definition,
    LearningStatus Status,
    PolicyView Policy,
    PerformanceSummary Summary,
    PerformanceHistory History,
    ImmutableArray<Adaptation> Adaptations,
    ImmutableArray<ReceivedFeedback> Feedback)
{
    /// <summary>Reads it from the cluster.</summary>
    public static async Task<ContextReading> ReadAsync(IModuleClient module, ContextKey context, string period, CancellationToken cancellationToken)
    {
        // First, so that what is not there is said before a context is made of it.
        var definition = await module.GetDefinitionAsync(cancellationToken);
        var status = module.GetLearningStatusAsync(context, cancellationToken);
        var policy = module.GetPolicyAsync(context, cancellationToken);
        var summary = module.GetPerformanceMetricsAsync(period, context, cancellationToken);
        var history = module.GetPerformanceHistoryAsync(period, context, cancellationToken);
        var adaptations = module.GetAdaptationsAsync(context, cancellationToken);
        var feedback = module.GetFeedbackAsync(context, cancellationToken);
        await Task.WhenAll(status, policy, summary, history, adaptations, feedback);
        return new ContextReading(definition, await status, await policy, await summary, await history, [.. await adaptations], [.. await feedback]);
    }
}
