using System.Collections.Immutable;
using Orleans.Concurrency;

namespace SelfLearning.Server;

/// <inheritdoc cref="IModuleGrain"/>
/// <remarks>
/// Reentrant, or it would run only as many calls at a time as it has activations. One activation a silo: Orleans sends the cancellation
/// of a call to any activation of a stateless worker, and only the one that runs the call can pass it on to the module.
/// </remarks>
[GrainType("selflearning.module"), StatelessWorker(1), Reentrant]
internal sealed class ModuleGrain(
    IGrainContext context, IGrainFactory grains, ModuleRegistry modules, ModuleDefinitions definitions, CatalogShards shards, TimeProvider time, ILogger<ModuleGrain> logger)
    : IGrainBase, IModuleGrain
{
    private readonly string _module = context.GrainId.Key.ToString()!;
    private readonly ContextReferences _contexts = new(grains, context.GrainId.Key.ToString()!);

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public Task<ProcessReply> ProcessAsync(ProcessRequest request)
    {
        if (modules.Find(_module) is not { } runner) return NotHereAsync<ProcessReply>();
        ContextKey key;
        try
        {
            key = runner.ContextOf(request.Input);
        }
        catch (ModuleProcessingException exception)
        {
            return RefuseAsync(request, exception);
        }

        return _contexts[key].ProcessAsync(request);
    }

    /// <inheritdoc/>
    public Task CancelAsync(ProcessRequest request) =>
        modules.Find(_module) is { } runner ? _contexts[runner.ContextOf(request.Input)].CancelAsync(request.Call) : NotHereAsync<ProcessReply>();

    /// <inheritdoc/>
    public Task<ProcessReply?> AttachAsync(ProcessRequest request) =>
        modules.Find(_module) is { } runner ? _contexts[runner.ContextOf(request.Input)].AttachAsync(request.Call) : NotHereAsync<ProcessReply?>();

    /// <inheritdoc/>
    public async Task<FeedbackReceipt> ApplyFeedbackAsync(ResultFeedback feedback)
    {
        feedback.Feedback.Require();
        if (!ResultId.TryParse(feedback.ResultId, out var id) || id.Module != _module) return GoIfUnknown(FeedbackReceipt.Unknown);
        var receipt = (await _contexts[id.Context].ApplyFeedbackAsync([feedback]))[0];
        return receipt == FeedbackReceipt.Unknown ? GoIfUnknown(receipt) : receipt;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<FeedbackReceipt>> ApplyFeedbackBatchAsync(ImmutableArray<ResultFeedback> feedbacks)
    {
        foreach (var feedback in feedbacks) feedback.Feedback.Require();
        return await ToContextsAsync(feedbacks, feedback => feedback.ResultId, FeedbackReceipt.Unknown, (context, part) => context.ApplyFeedbackAsync(part));
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<CompletionReceipt>> CompleteAsync(ImmutableArray<OperationOutcome> outcomes)
    {
        foreach (var outcome in outcomes) outcome.Require();
        return await ToContextsAsync(outcomes, outcome => outcome.ResultId, CompletionReceipt.Unknown, (context, part) => context.CompleteAsync(part));
    }

    /// <inheritdoc/>
    public async Task<PerformanceSummary> GetSummaryAsync(string period)
    {
        await RequireAsync();
        if (!MetricsPeriods.TryParse(period, out var parsed)) ServerLog.UnknownPeriod(logger, _module, period);
        var now = time.GetUtcNow();
        var sums = await Task.WhenAll(shards.Of(_module).Select(shard => shard.GetSumAsync(parsed, now)));
        var whole = PeriodSum.Load(sums[0]);
        foreach (var sum in sums.AsSpan(1)) whole.Merge(PeriodSum.Load(sum));
        return whole.ToSummary(_module, null, now);
    }

    /// <inheritdoc/>
    public async Task<PerformanceHistory> GetHistoryAsync(string period)
    {
        await RequireAsync();
        if (!MetricsPeriods.TryParse(period, out var parsed)) ServerLog.UnknownPeriod(logger, _module, period);
        var now = time.GetUtcNow();
        return MetricsHistory.Sum(await Task.WhenAll(shards.Of(_module).Select(shard => shard.GetHistoryAsync(parsed, now))), null);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ContextInfo>> GetContextsAsync(string? after, int limit)
    {
        if (limit is < 1 or > 1_000)
            throw new MetricsException($"The limit {limit} is not a number from 1 to 1,000.") { Module = _module, Reason = FailureReason.Invalid, Field = "limit" };
        await RequireAsync();
        var pages = await Task.WhenAll(shards.Of(_module).Select(shard => shard.GetContextsAsync(after, limit)));
        return [.. pages.SelectMany(infos => infos).OrderBy(info => info.Context, StringComparer.Ordinal).Take(limit)];
    }

    // Each item to the context its result id names; what names none of this module's keeps the receipt for the unknown.
    private async Task<ImmutableArray<TReceipt>> ToContextsAsync<TItem, TReceipt>(
        ImmutableArray<TItem> items, Func<TItem, string> resultIdOf, TReceipt unknown,
        Func<IContextGrain, ImmutableArray<TItem>, Task<ImmutableArray<TReceipt>>> send)
        where TReceipt : struct
    {
        var receipts = new TReceipt[items.Length];
        Array.Fill(receipts, unknown);
        var byContext = new Dictionary<ContextKey, List<int>>();
        for (var i = 0; i < items.Length; i++)
        {
            if (!ResultId.TryParse(resultIdOf(items[i]), out var id) || id.Module != _module) continue;
            if (!byContext.TryGetValue(id.Context, out var places)) byContext[id.Context] = places = [];
            places.Add(i);
        }

        await Task.WhenAll(byContext.Select(async group =>
        {
            var given = await send(_contexts[group.Key], [.. group.Value.Select(place => items[place])]);
            for (var i = 0; i < given.Length; i++) receipts[group.Value[i]] = given[i];
        }));
        return Array.TrueForAll(receipts, receipt => receipt.Equals(unknown)) ? GoIfUnknown<ImmutableArray<TReceipt>>([.. receipts]) : [.. receipts];
    }

    private async Task RequireAsync()
    {
        try
        {
            await definitions.GetAsync(_module);
        }
        catch (ModuleNotFoundException)
        {
            this.DeactivateOnIdle();
            throw;
        }
    }

    // Names come from anybody, and a module that this silo has never heard of is not worth memory.
    private T GoIfUnknown<T>(T answer)
    {
        if (definitions.Find(_module) is null) this.DeactivateOnIdle();
        return answer;
    }

    // The request names no context, so its failure is counted in the default one.
    private async Task<ProcessReply> RefuseAsync(ProcessRequest request, ModuleProcessingException cause)
    {
        try
        {
            await _contexts[ContextKey.Default].RecordFailureAsync(request.Operation, request.OperationId, cause.Message);
        }
        catch (Exception exception)
        {
            // What is wrong with the request is what the caller must hear.
            ServerLog.RefusalNotRecorded(logger, _module, exception);
        }

        throw new ModuleProcessingException(cause.Message, cause.InnerException)
        {
            Module = _module,
            Context = ContextKey.Default.Text,
            OperationId = request.OperationId,
            Reason = cause.Reason,
            Field = cause.Field,
        };
    }

    private async Task<T> NotHereAsync<T>()
    {
        var definition = await grains.GetGrain<IDefinitionGrain>(_module).GetAsync();
        if (definition is null) this.DeactivateOnIdle();
        throw definition is null
            ? DefinitionGrain.Unknown(_module)
            : new ModuleNotFoundException(
                $"Module '{_module}' is run by its hosts: this silo has no code for it. Use RunAsync or BeginAsync, or add it to the silo with AddModule.")
            { Module = _module };
    }
}
