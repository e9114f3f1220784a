using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SelfLearning.Contracts;
using SelfLearning.Hosting;
using SelfLearning.Operations;

namespace SelfLearning.Modules;

/// <summary>Checks what callers pass and sends it to the grain it concerns.</summary>
internal partial class ModuleClient(ModuleServices services) : IModuleClient
{
    /// <summary>Contexts read at once; the most the module grain gives.</summary>
    internal const int ContextPage = 1_000;

    private const int MaximumMetrics = 10_000;

    private readonly Feedbacks _feedbacks = new(services.Grains);
    private readonly Completions _completions = new(services.Grains);
    private HostModule? _hostModule;

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

    public ValueTask<Operation<TConfig>> BeginAsync<TConfig>(ContextKey context, CancellationToken cancellationToken)
        where TConfig : ModuleConfig
    {
        var module = _hostModule as HostModule<TConfig> ?? services.HostModules.Get<TConfig>(Name);
        _hostModule = module;
        return services.Hosts.Get(module, services, context).BeginAsync(cancellationToken);
    }

    public async ValueTask<BegunOperation> BeginByValuesAsync(
        ContextKey context, IReadOnlyDictionary<string, string>? overrides, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in overrides ?? ImmutableDictionary<string, string>.Empty) RequireOwn(name, value);
        if (services.HostModules.FindByValues(Name) is not { } module)
        {
            // Names come from anybody, and what is kept for one is kept for good.
            await GetDefinitionAsync(cancellationToken);
            module = services.HostModules.GetByValues(Name);
        }

        return await services.Hosts.Get(module, services, context).BeginAsync(overrides, cancellationToken);
    }

    public async Task<CompletionReceipt> CompleteAsync(OperationOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return (await _completions.CompleteAsync([outcome], cancellationToken))[0];
    }

    public Task<IReadOnlyList<CompletionReceipt>> CompleteAsync(IReadOnlyList<OperationOutcome> outcomes, CancellationToken cancellationToken) =>
        _completions.CompleteAsync(outcomes, cancellationToken);

    public Task<FeedbackReceipt> ApplyFeedbackAsync(string resultId, Feedback feedback, CancellationToken cancellationToken) =>
        _feedbacks.ApplyAsync(resultId, feedback, cancellationToken);

    public Task<IReadOnlyList<FeedbackReceipt>> ApplyFeedbackAsync(
        IReadOnlyList<ResultFeedback> feedbacks, CancellationToken cancellationToken) => _feedbacks.ApplyAsync(feedbacks, cancellationToken);

    public Task<PerformanceSummary> GetPerformanceMetricsAsync(string period, ContextKey? context, CancellationToken cancellationToken)
    {
        var text = Known(period);
        return context is { } key
            ? AskAsync(key, nameof(GetPerformanceMetricsAsync), g => g.GetSummaryAsync(text), cancellationToken)
            : AskModuleAsync(nameof(GetPerformanceMetricsAsync), g => g.GetSummaryAsync(text), cancellationToken);
    }

    public Task<PerformanceHistory> GetPerformanceHistoryAsync(string period, ContextKey? context, CancellationToken cancellationToken)
    {
        var text = Known(period);
        return context is { } key
            ? AskAsync(key, nameof(GetPerformanceHistoryAsync), g => g.GetHistoryAsync(text), cancellationToken)
            : AskModuleAsync(nameof(GetPerformanceHistoryAsync), g => g.GetHistoryAsync(text), cancellationToken);
    }

    public Task<IReadOnlyList<MetricEntry>> GetMetricsAsync(MetricsFilter filter, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (limit is < 1 or > MaximumMetrics)
            throw new MetricsException($"The limit {limit} is not 1 to {MaximumMetrics:N0}.") { Module = Name, Context = filter.Context, Reason = FailureReason.Invalid, Field = "limit" };
        return ListAsync(ContextKey.Parse(filter.Context), nameof(GetMetricsAsync), g => g.GetMetricsAsync(filter, limit), cancellationToken);
    }

    public async IAsyncEnumerable<ContextInfo> GetContextsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        while (true)
        {
            var page = await GetContextsAsync(after, ContextPage, cancellationToken);
            foreach (var context in page) yield return context;
            if (page.Count < ContextPage) yield break;
            after = page[^1].Context;
        }
    }

    public async Task<IReadOnlyList<ContextInfo>> GetContextsAsync(string? after, int limit, CancellationToken cancellationToken) =>
        await AskModuleAsync(nameof(GetContextsAsync), g => g.GetContextsAsync(after, limit), cancellationToken);

    public Task<IReadOnlyList<Adaptation>> GetAdaptationsAsync(ContextKey context, CancellationToken cancellationToken) =>
        ListAsync(context, nameof(GetAdaptationsAsync), g => g.GetAdaptationsAsync(), cancellationToken);

    public Task<IReadOnlyList<ReceivedFeedback>> GetFeedbackAsync(ContextKey context, CancellationToken cancellationToken) =>
        ListAsync(context, nameof(GetFeedbackAsync), g => g.GetFeedbackAsync(), cancellationToken);

    public Task<Adaptation> SuggestAdaptationAsync(
        ContextKey context, string parameterName, string value, Decider decider, CancellationToken cancellationToken)
    {
        var proposed = new ParameterValue(RequireParameter(parameterName), RequireValue(parameterName, value));
        var by = Require(decider);
        return ChangeAsync(
            context, nameof(SuggestAdaptationAsync), g => g.SuggestAdaptationAsync(proposed, by), cancellationToken);
    }

    public Task<Adaptation> ApproveAsync(ContextKey context, long adaptation, Decider decider, CancellationToken cancellationToken)
    {
        var by = Require(decider);
        return ChangeAsync(context, nameof(ApproveAsync), g => g.ApproveAsync(adaptation, by), cancellationToken);
    }

    public Task<Adaptation> RejectAsync(ContextKey context, long adaptation, Decider decider, CancellationToken cancellationToken)
    {
        var by = Require(decider);
        return ChangeAsync(context, nameof(RejectAsync), g => g.RejectAsync(adaptation, by), cancellationToken);
    }

    public Task<Adaptation> RollBackAsync(ContextKey context, long adaptation, Decider decider, CancellationToken cancellationToken)
    {
        var by = Require(decider);
        return ChangeAsync(context, nameof(RollBackAsync), g => g.RollBackAsync(adaptation, by), cancellationToken);
    }

    public Task<Pin> PinAsync(
        ContextKey context, string parameterName, Decider decider, string? value, CancellationToken cancellationToken)
    {
        RequireParameter(parameterName);
        if (value is not null) RequireValue(parameterName, value);
        var by = Require(decider);
        return ChangeAsync(context, nameof(PinAsync), g => g.PinAsync(parameterName, value, by), cancellationToken);
    }

    public Task<bool> ReleaseAsync(ContextKey context, string parameterName, Decider decider, CancellationToken cancellationToken)
    {
        RequireParameter(parameterName);
        var by = Require(decider);
        return ChangeAsync(context, nameof(ReleaseAsync), g => g.ReleaseAsync(parameterName, by), cancellationToken);
    }

    public Task<LearningCycleReport> TriggerLearningCycleAsync(ContextKey context, CancellationToken cancellationToken) =>
        ChangeAsync(context, nameof(TriggerLearningCycleAsync), g => g.TriggerLearningCycleAsync(), cancellationToken);

    public Task<PolicyView> GetPolicyAsync(ContextKey context, CancellationToken cancellationToken) =>
        AskAsync(context, nameof(GetPolicyAsync), g => g.GetPolicyAsync(), cancellationToken);

    public Task<LearningStatus> GetLearningStatusAsync(ContextKey context, CancellationToken cancellationToken) =>
        AskAsync(context, nameof(GetLearningStatusAsync), g => g.GetStatusAsync(), cancellationToken);

    public Task<ModuleDefinition> RegisterAsync(ModuleDefinition definition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        definition.Require();
        if (definition.Name != Name)
        {
            throw new ModuleConfigurationException(
                $"The definition is that of module '{definition.Name}' and this client is that of '{Name}': register it through its own client.")
            { Module = Name, Reason = FailureReason.Invalid };
        }

        return DefineAsync(nameof(RegisterAsync), g => g.RegisterAsync(definition, isSilo: false), cancellationToken);
    }

    public async Task<ModuleDefinition> GetDefinitionAsync(CancellationToken cancellationToken) =>
        await services.Grains.DefinitionAsync(nameof(GetDefinitionAsync), g => g.GetAsync(), cancellationToken)
        ?? throw new ModuleNotFoundException(
            $"Module '{Name}' is not known: no silo runs it (AddModule) and no host has registered it (RegisterAsync).")
        { Module = Name };

    public Task<VersionedOptions> GetOptionsAsync(CancellationToken cancellationToken) =>
        services.Grains.DefinitionAsync(nameof(GetOptionsAsync), g => g.GetOptionsAsync(), cancellationToken);

    public Task<VersionedOptions> SetOptionsAsync(ModuleOptions options, string etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(etag);
        options.Require(Name);
        return DefineAsync(nameof(SetOptionsAsync), g => g.SetOptionsAsync(options, etag), cancellationToken);
    }

    public Task ResetLearningAsync(ContextKey context, Decider decider, CancellationToken cancellationToken)
    {
        var by = Require(decider);
        return ChangeAsync(context, nameof(ResetLearningAsync), Done(g => g.ResetLearningAsync(by)), cancellationToken);
    }

    public Task DeleteContextAsync(ContextKey context, CancellationToken cancellationToken) =>
        ChangeAsync(context, nameof(DeleteContextAsync), Done(g => g.DeleteAsync()), cancellationToken);

    public async IAsyncEnumerable<ContextExport> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var info in GetContextsAsync(cancellationToken))
        {
            yield return await AskAsync(
                ContextKey.Parse(info.Context), nameof(ExportAsync), g => g.ExportAsync(), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        ContextKey context, string call, Func<IContextGrain, Task<ImmutableArray<T>>> run, CancellationToken cancellationToken) =>
        await AskAsync(context, call, run, cancellationToken);

    // A host reads what it wrote: outcomes that wait are sent before a question. That they could not be does not fail it.
    private async Task<T> AskAsync<T>(ContextKey context, string call, Func<IContextGrain, Task<T>> ask, CancellationToken cancellationToken)
    {
        await services.Hosts.Outcomes.FlushAsync(Name, context).WaitAsync(cancellationToken);
        return await services.Grains.AskContextAsync(context, call, ask, cancellationToken);
    }

    private async Task<T> AskModuleAsync<T>(string call, Func<IModuleGrain, Task<T>> ask, CancellationToken cancellationToken)
    {
        await services.Hosts.Outcomes.FlushAsync(Name, null).WaitAsync(cancellationToken);
        return await services.Grains.ModuleAsync(call, ask, cancellationToken);
    }

    // What this host changes, done or perhaps done, holds for its next operation.
    private async Task<T> ChangeAsync<T>(ContextKey context, string call, Func<IContextGrain, Task<T>> change, CancellationToken cancellationToken)
    {
        await services.Hosts.Outcomes.FlushAsync(Name, context).WaitAsync(cancellationToken);
        try
        {
            return await services.Grains.ContextAsync(context, call, change, cancellationToken);
        }
        finally
        {
            services.Hosts.Expire(Name, context);
        }
    }

    private async Task<T> DefineAsync<T>(string call, Func<IDefinitionGrain, Task<T>> change, CancellationToken cancellationToken)
    {
        try
        {
            return await services.Grains.DefinitionAsync(call, change, cancellationToken);
        }
        finally
        {
            services.Hosts.Expire(Name, null);
        }
    }

    private static Func<IContextGrain, Task<bool>> Done(Func<IContextGrain, Task> change) => async grain =>
    {
        await change(grain);
        return true;
    };

    // The warning belongs into the log of the host that made the mistake, and no unknown text travels further.
    private string Known(string period)
    {
        if (!MetricsPeriods.TryParse(period, out var known)) LogUnknownPeriod(services.Logger, Name, Shorten(period));
        return known.ToText();
    }

    private static Decider Require(Decider decider)
    {
        ArgumentNullException.ThrowIfNull(decider);
        return decider.Require();
    }

    private void RequireOwn(string parameterName, string value)
    {
        if (value is { Length: > 0 and <= 200 }) return;
        throw new ModuleProcessingException($"The value of '{Shorten(parameterName)}' has {value?.Length ?? 0} characters: a value has 1 to 200.")
        { Module = Name, Reason = FailureReason.Invalid, Field = "overrides" };
    }

    private string RequireParameter(string parameterName) => parameterName is { Length: > 0 and <= 63 }
        ? parameterName
        : throw new AdaptationException($"'{Shorten(parameterName)}' is not a parameter name: it has 1 to 63 characters.")
        { Module = Name, Reason = FailureReason.Invalid, Field = "parameterName" };

    private string RequireValue(string parameterName, string value) => value is { Length: > 0 and <= 200 }
        ? value
        : throw new AdaptationException($"'{Shorten(value)}' is not a value of parameter '{parameterName}': a value has 1 to 200 characters.")
        { Module = Name, Reason = FailureReason.Invalid, Field = "value" };

    private static string? Shorten(string? text) => text is { Length: > 80 } ? string.Concat(text.AsSpan(0, 80), "...") : text;

    [LoggerMessage(3001, LogLevel.Warning, "Module {Module}: '{Period}' is none of the periods 1h, 24h, 7d and 30d; 24h is covered")]
    private static partial void LogUnknownPeriod(ILogger logger, string module, string? period);
}
