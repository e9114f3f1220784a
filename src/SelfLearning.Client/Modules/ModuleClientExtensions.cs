namespace SelfLearning;

/// <summary>
/// The members of <see cref="IModuleClient"/> with the context key as text. The text must be a valid key; <see cref="ContextKey.Encode"/>
/// makes one of any other text. Every method throws a <see cref="ModuleProcessingException"/> that states the rule for a text that is none.
/// </summary>
public static class ModuleClientExtensions
{
    /// <inheritdoc cref="IModuleClient.RunAsync{TConfig, TResult}(ContextKey, Func{TConfig, CancellationToken, Task{TResult}}, CancellationToken)"/>
    public static Task<ModuleResult<TResult>> RunAsync<TConfig, TResult>(
        this IModuleClient module,
        string context,
        Func<TConfig, CancellationToken, Task<TResult>> run,
        CancellationToken cancellationToken = default)
        where TConfig : ModuleConfig =>
        Checked(module).RunAsync(ContextKey.Parse(context), run, cancellationToken);

    /// <inheritdoc cref="IModuleClient.RunAsync{TConfig, TResult}(ContextKey, Func{TConfig, CancellationToken, Task{TResult}}, Func{TResult, CancellationToken, ValueTask{double?}}, CancellationToken)"/>
    public static Task<ModuleResult<TResult>> RunAsync<TConfig, TResult>(
        this IModuleClient module,
        string context,
        Func<TConfig, CancellationToken, Task<TResult>> run,
        Func<TResult, CancellationToken, ValueTask<double?>> quality,
        CancellationToken cancellationToken = default)
        where TConfig : ModuleConfig =>
        Checked(module).RunAsync(ContextKey.Parse(context), run, quality, cancellationToken);

    /// <inheritdoc cref="IModuleClient.BeginAsync{TConfig}"/>
    public static ValueTask<Operation<TConfig>> BeginAsync<TConfig>(
        this IModuleClient module, string context, CancellationToken cancellationToken = default)
        where TConfig : ModuleConfig =>
        Checked(module).BeginAsync<TConfig>(ContextKey.Parse(context), cancellationToken);

    /// <inheritdoc cref="IModuleClient.GetPerformanceMetricsAsync"/>
    public static Task<PerformanceSummary> GetPerformanceMetricsAsync(
        this IModuleClient module, string period, string context, CancellationToken cancellationToken = default) =>
        Checked(module).GetPerformanceMetricsAsync(period, ContextKey.Parse(context), cancellationToken);

    /// <inheritdoc cref="IModuleClient.GetPerformanceHistoryAsync"/>
    public static Task<PerformanceHistory> GetPerformanceHistoryAsync(
        this IModuleClient module, string period, string context, CancellationToken cancellationToken = default) =>
        Checked(module).GetPerformanceHistoryAsync(period, ContextKey.Parse(context), cancellationToken);

    /// <inheritdoc cref="IModuleClient.GetAdaptationsAsync"/>
    public static Task<IReadOnlyList<Adaptation>> GetAdaptationsAsync(
        this IModuleClient module, string context, CancellationToken cancellationToken = default) =>
        Checked(module).GetAdaptationsAsync(ContextKey.Parse(context), cancellationToken);

    /// <inheritdoc cref="IModuleClient.GetFeedbackAsync"/>
    public static Task<IReadOnlyList<ReceivedFeedback>> GetFeedbackAsync(
        this IModuleClient module, string context, CancellationToken cancellationToken = default) =>
        Checked(module).GetFeedbackAsync(ContextKey.Parse(context), cancellationToken);

    /// <inheritdoc cref="IModuleClient.SuggestAdaptationAsync"/>
    public static Task<Adaptation> SuggestAdaptationAsync(
        this IModuleClient module,
        string context,
        string parameterName,
        string value,
        Decider decider,
        CancellationToken cancellationToken = default) =>
        Checked(module).SuggestAdaptationAsync(ContextKey.Parse(context), parameterName, value, decider, cancellationToken);

    /// <inheritdoc cref="IModuleClient.ApproveAsync"/>
    public static Task<Adaptation> ApproveAsync(
        this IModuleClient module, string context, long adaptation, Decider decider, CancellationToken cancellationToken = default) =>
        Checked(module).ApproveAsync(ContextKey.Parse(context), adaptation, decider, cancellationToken);

    /// <inheritdoc cref="IModuleClient.RejectAsync"/>
    public static Task<Adaptation> RejectAsync(
        this IModuleClient module, string context, long adaptation, Decider decider, CancellationToken cancellationToken = default) =>
        Checked(module).RejectAsync(ContextKey.Parse(context), adaptation, decider, cancellationToken);

    /// <inheritdoc cref="IModuleClient.RollBackAsync"/>
    public static Task<Adaptation> RollBackAsync(
        this IModuleClient module, string context, long adaptation, Decider decider, CancellationToken cancellationToken = default) =>
        Checked(module).RollBackAsync(ContextKey.Parse(context), adaptation, decider, cancellationToken);

    /// <inheritdoc cref="IModuleClient.PinAsync"/>
    public static Task<Pin> PinAsync(
        this IModuleClient module,
        string context,
        string parameterName,
        Decider decider,
        string? value = null,
        CancellationToken cancellationToken = default) =>
        Checked(module).PinAsync(ContextKey.Parse(context), parameterName, decider, value, cancellationToken);

    /// <inheritdoc cref="IModuleClient.ReleaseAsync"/>
    public static Task<bool> ReleaseAsync(
        this IModuleClient module, string context, string parameterName, Decider decider, CancellationToken cancellationToken = default) =>
        Checked(module).ReleaseAsync(ContextKey.Parse(context), parameterName, decider, cancellationToken);

    /// <inheritdoc cref="IModuleClient.TriggerLearningCycleAsync"/>
    public static Task<LearningCycleReport> TriggerLearningCycleAsync(
        this IModuleClient module, string context, CancellationToken cancellationToken = default) =>
        Checked(module).TriggerLearningCycleAsync(ContextKey.Parse(context), cancellationToken);

    /// <inheritdoc cref="IModuleClient.GetPolicyAsync"/>
    public static Task<PolicyView> GetPolicyAsync(
        this IModuleClient module, string context, CancellationToken cancellationToken = default) =>
        Checked(module).GetPolicyAsync(ContextKey.Parse(context), cancellationToken);

    /// <inheritdoc cref="IModuleClient.GetLearningStatusAsync"/>
    public static Task<LearningStatus> GetLearningStatusAsync(
        this IModuleClient module, string context, CancellationToken cancellationToken = default) =>
        Checked(module).GetLearningStatusAsync(ContextKey.Parse(context), cancellationToken);

    /// <inheritdoc cref="IModuleClient.ResetLearningAsync"/>
    public static Task ResetLearningAsync(
        this IModuleClient module, string context, Decider decider, CancellationToken cancellationToken = default) =>
        Checked(module).ResetLearningAsync(ContextKey.Parse(context), decider, cancellationToken);

    /// <inheritdoc cref="IModuleClient.DeleteContextAsync"/>
    public static Task DeleteContextAsync(this IModuleClient module, string context, CancellationToken cancellationToken = default) =>
        Checked(module).DeleteContextAsync(ContextKey.Parse(context), cancellationToken);

    private static IModuleClient Checked(IModuleClient module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return module;
    }
}
