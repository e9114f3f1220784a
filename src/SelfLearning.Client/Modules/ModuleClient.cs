using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SelfLearning.Operations;

namespace SelfLearning.Modules;

/// <summary>Checks what callers pass and sends it to the grain it concerns.</summary>
internal partial class ModuleClient(ModuleServices services) : IModuleClient
{
    /// <summary>Contexts read at once; the most the module grain gives.</summary>
    internal const int ContextPage = 1_000;

    private const int MaximumMetrics = 10_000;

    private readonly Feedbacks _feedbacks = new(services.Grains);

    public string Name => services.Name;

    protected ModuleServices Services => services;

    public Task<ModuleResult<TResult>> RunAsync<TConfig, TResult>(
        ContextKey context, Func<TConfig, CancellationToken, Task<TResult>> run, CancellationToken cancellationToken)
        where TConfig : ModuleConfig => HostRun.RunAsync(this, context, run, null, services.Logger, cancellationToken);

    public Task<ModuleResult<TResult>> RunAsync<TConfig, TResult>(
        ContextKey context,
        Func<TConfig, CancellationToken, Task<TResult>> run,
        Func<TResult, CancellationToken, ValueTask<double?>> quality,
        CancellationToken cancellationToken)
        where TConfig : ModuleConfig
    {
        ArgumentNullException.ThrowIfNull(quality);
        return HostRun.RunAsync(this, context, run, quality, services.Logger, cancellationToken);
    }

    public async Task<Operation<TConfig>> BeginAsync<TConfig>(ContextKey context, CancellationToken cancellationToken)
        where TConfig : ModuleConfig
    {
        var module = services.HostModules.Get<TConfig>(Name);
        var schema = module.Schema;
        var reply = await module.BeginAsync(
            services,
            () => services.Grains.AskContextAsync(context, nameof(BeginAsync), g => g.BeginAsync(), cancellationToken),
            cancellationToken);
        return new Operation<TConfig>(services, context, schema, reply);
    }

    public Task<FeedbackReceipt> ApplyFeedbackAsync(string resultId, Feedback feedback, CancellationToken cancellationToken) =>
        _feedbacks.ApplyAsync(resultId, feedback, cancellationToken);

    public Task<IReadOnlyList<FeedbackReceipt>> ApplyFeedbackAsync(
        IReadOnlyList<ResultFeedback> feedbacks, CancellationToken cancellationToken) => _feedbacks.ApplyAsync(feedbacks, cancellationToken);

    public Task<PerformanceSummary> GetPerformanceMetricsAsync(string period, ContextKey? context, CancellationToken cancellationToken)
    {
        // The warning belongs into the log of the host that made the mistake, and no unknown text travels further.
        if (!MetricsPeriods.TryParse(period, out var known)) LogUnknownPeriod(services.Logger, Name, Shorten(period));
        var text = known.ToText();
        return context is { } key
            ? services.Grains.AskContextAsync(key, nameof(GetPerformanceMetricsAsync), g => g.GetSummaryAsync(text), cancellationToken)
            : services.Grains.ModuleAsync(nameof(GetPerformanceMetricsAsync), g => g.GetSummaryAsync(text), cancellationToken);
    }

    public Task<IReadOnlyList<MetricEntry>> GetMetricsAsync(MetricsFilter filter, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (limit is < 1 or > MaximumMetrics)
            throw new MetricsException($"The limit {limit} is not 1 to {MaximumMetrics:N0}.") { Module = Name, Context = filter.Context };
        return ListAsync(ContextKey.Parse(filter.Context), nameof(GetMetricsAsync), g => g.GetMetricsAsync(filter, limit), cancellationToken);
    }

    public async IAsyncEnumerable<ContextInfo> GetContextsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        while (true)
        {
            var start = after;
            var page = await services.Grains.ModuleAsync(
                nameof(GetContextsAsync), g => g.GetContextsAsync(start, ContextPage), cancellationToken);
            foreach (var context in page) yield return context;
            if (page.Length < ContextPage) yield break;
            after = page[^1].Context;
        }
    }

    public Task<IReadOnlyList<Adaptation>> GetAdaptationsAsync(ContextKey context, CancellationToken cancellationToken) =>
        ListAsync(context, nameof(GetAdaptationsAsync), g => g.GetAdaptationsAsync(), cancellationToken);

    public Task<IReadOnlyList<ReceivedFeedback>> GetFeedbackAsync(ContextKey context, CancellationToken cancellationToken) =>
        ListAsync(context, nameof(GetFeedbackAsync), g => g.GetFeedbackAsync(), cancellationToken);

    public Task<Adaptation> SuggestAdaptationAsync(
        ContextKey context, string parameterName, string value, Decider decider, CancellationToken cancellationToken)
    {
        var proposed = new ParameterValue(RequireParameter(parameterName), RequireValue(parameterName, value));
        var by = Require(decider);
        return services.Grains.ContextAsync(
            context, nameof(SuggestAdaptationAsync), g => g.SuggestAdaptationAsync(proposed, by), cancellationToken);
    }

    public Task<Adaptation> ApproveAsync(ContextKey context, long adaptation, Decider decider, CancellationToken cancellationToken)
    {
        var by = Require(decider);
        return services.Grains.ContextAsync(context, nameof(ApproveAsync), g => g.ApproveAsync(adaptation, by), cancellationToken);
    }

    public Task<Adaptation> RejectAsync(ContextKey context, long adaptation, Decider decider, CancellationToken cancellationToken)
    {
        var by = Require(decider);
        return services.Grains.ContextAsync(context, nameof(RejectAsync), g => g.RejectAsync(adaptation, by), cancellationToken);
    }

    public Task<Adaptation> RollBackAsync(ContextKey context, long adaptation, Decider decider, CancellationToken cancellationToken)
    {
        var by = Require(decider);
        return services.Grains.ContextAsync(context, nameof(RollBackAsync), g => g.RollBackAsync(adaptation, by), cancellationToken);
    }

    public Task<Pin> PinAsync(
        ContextKey context, string parameterName, Decider decider, string? value, CancellationToken cancellationToken)
    {
        RequireParameter(parameterName);
        if (value is not null) RequireValue(parameterName, value);
        var by = Require(decider);
        return services.Grains.ContextAsync(context, nameof(PinAsync), g => g.PinAsync(parameterName, value, by), cancellationToken);
    }

    public Task<bool> ReleaseAsync(ContextKey context, string parameterName, Decider decider, CancellationToken cancellationToken)
    {
        RequireParameter(parameterName);
        var by = Require(decider);
        return services.Grains.ContextAsync(context, nameof(ReleaseAsync), g => g.ReleaseAsync(parameterName, by), cancellationToken);
    }

    public Task<LearningCycleReport> TriggerLearningCycleAsync(ContextKey context, CancellationToken cancellationToken) =>
        services.Grains.ContextAsync(context, nameof(TriggerLearningCycleAsync), g => g.TriggerLearningCycleAsync(), cancellationToken);

    public Task<PolicyView> GetPolicyAsync(ContextKey context, CancellationToken cancellationToken) =>
        services.Grains.AskContextAsync(context, nameof(GetPolicyAsync), g => g.GetPolicyAsync(), cancellationToken);

    public Task<ModuleDefinition> RegisterAsync(ModuleDefinition definition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        definition.Require();
        if (definition.Name != Name)
        {
            throw new ModuleConfigurationException(
                $"The definition is that of module '{definition.Name}' and this client is that of '{Name}': register it through its own client.")
            { Module = Name };
        }

        return services.Grains.DefinitionAsync(nameof(RegisterAsync), g => g.RegisterAsync(definition, isSilo: false), cancellationToken);
    }

    public Task<VersionedOptions> GetOptionsAsync(CancellationToken cancellationToken) =>
        services.Grains.DefinitionAsync(nameof(GetOptionsAsync), g => g.GetOptionsAsync(), cancellationToken);

    public Task<VersionedOptions> SetOptionsAsync(ModuleOptions options, string etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(etag);
        options.Require(Name);
        return services.Grains.DefinitionAsync(nameof(SetOptionsAsync), g => g.SetOptionsAsync(options, etag), cancellationToken);
    }

    public Task ResetLearningAsync(ContextKey context, Decider decider, CancellationToken cancellationToken)
    {
        var by = Require(decider);
        return services.Grains.ContextAsync(context, nameof(ResetLearningAsync), g => g.ResetLearningAsync(by), cancellationToken);
    }

    public Task DeleteContextAsync(ContextKey context, CancellationToken cancellationToken) =>
        services.Grains.ContextAsync(context, nameof(DeleteContextAsync), g => g.DeleteAsync(), cancellationToken);

    public async IAsyncEnumerable<ContextExport> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var info in GetContextsAsync(cancellationToken))
        {
            yield return await services.Grains.AskContextAsync(
                ContextKey.Parse(info.Context), nameof(ExportAsync), g => g.ExportAsync(), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        ContextKey context, string call, Func<Contracts.IContextGrain, Task<ImmutableArray<T>>> run, CancellationToken cancellationToken) =>
        await services.Grains.AskContextAsync(context, call, run, cancellationToken);

    private static Decider Require(Decider decider)
    {
        ArgumentNullException.ThrowIfNull(decider);
        return decider.Require();
    }

    private string RequireParameter(string parameterName) => parameterName is { Length: > 0 and <= 63 }
        ? parameterName
        : throw new AdaptationException($"'{Shorten(parameterName)}' is not a parameter name: it has 1 to 63 characters.") { Module = Name };

    private string RequireValue(string parameterName, string value) => value is { Length: > 0 and <= 200 }
        ? value
        : throw new AdaptationException($"'{Shorten(value)}' is not a value of parameter '{parameterName}': a value has 1 to 200 characters.")
        { Module = Name };

    private static string? Shorten(string? text) => text is { Length: > 80 } ? string.Concat(text.AsSpan(0, 80), "...") : text;

    [LoggerMessage(3001, LogLevel.Warning, "Module {Module}: '{Period}' is none of the periods 1h, 24h, 7d and 30d; the summary covers 24h")]
    private static partial void LogUnknownPeriod(ILogger logger, string module, string? period);
}
