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
    IGrainContext context, IGrainFactory grains, ModuleRegistry modules, ModuleDefinitions definitions, TimeProvider time, ILogger<ModuleGrain> logger)
    : IGrainBase, IModuleGrain
{
    private readonly string _module = context.GrainId.Key.ToString()!;

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public async Task<ProcessReply> ProcessAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        var runner = modules.Find(_module) ?? throw await NotHereAsync();
        ContextKey key;
        try
        {
            key = runner.ContextOf(request.Input);
        }
        catch (ModuleProcessingException exception)
        {
            throw await RefusedAsync(request, exception);
        }

        return await Context(key).ProcessAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ProcessReply?> AttachAsync(ProcessRequest request)
    {
        var runner = modules.Find(_module) ?? throw await NotHereAsync();
        return await Context(runner.ContextOf(request.Input)).AttachAsync(request.Call);
    }

    /// <inheritdoc/>
    public async Task<FeedbackReceipt> ApplyFeedbackAsync(ResultFeedback feedback) => (await ApplyFeedbackBatchAsync([feedback]))[0];

    /// <inheritdoc/>
    public async Task<ImmutableArray<FeedbackReceipt>> ApplyFeedbackBatchAsync(ImmutableArray<ResultFeedback> feedbacks)
    {
        var receipts = new FeedbackReceipt[feedbacks.Length];
        Array.Fill(receipts, FeedbackReceipt.Unknown);
        var byContext = new Dictionary<ContextKey, List<int>>();
        for (var i = 0; i < feedbacks.Length; i++)
        {
            feedbacks[i].Feedback.Require();
            if (!ResultId.TryParse(feedbacks[i].ResultId, out var id) || id.Module != _module) continue;
            if (!byContext.TryGetValue(id.Context, out var places)) byContext[id.Context] = places = [];
            places.Add(i);
        }

        await Task.WhenAll(byContext.Select(async group =>
        {
            var given = await Context(group.Key).ApplyFeedbackAsync([.. group.Value.Select(place => feedbacks[place])]);
            for (var i = 0; i < given.Length; i++) receipts[group.Value[i]] = given[i];
        }));
        return [.. receipts];
    }

    /// <inheritdoc/>
    public async Task<PerformanceSummary> GetSummaryAsync(string period)
    {
        await definitions.GetAsync(_module);
        if (!MetricsPeriods.TryParse(period, out var parsed)) ServerLog.UnknownPeriod(logger, _module, period);
        var window = new MetricsWindow();
        foreach (var shard in await Task.WhenAll(Shards().Select(shard => shard.GetMetricsAsync())))
            if (shard.Length > 0) window.Merge(MetricsWindow.Load(shard));
        return window.Summarise(_module, null, parsed, time.GetUtcNow());
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ContextInfo>> GetContextsAsync(string? after, int limit)
    {
        if (limit is < 1 or > 1_000)
            throw new MetricsException($"The limit {limit} is not a number from 1 to 1,000.") { Module = _module };
        await definitions.GetAsync(_module);
        var shards = await Task.WhenAll(Shards().Select(shard => shard.GetContextsAsync(after, limit)));
        return [.. shards.SelectMany(infos => infos).OrderBy(info => info.Context, StringComparer.Ordinal).Take(limit)];
    }

    private IContextGrain Context(ContextKey key) => grains.GetGrain<IContextGrain>(GrainNames.ContextGrain(_module, key));

    private IEnumerable<ICatalogGrain> Shards() =>
        Enumerable.Range(0, GrainNames.CatalogShards).Select(shard => grains.GetGrain<ICatalogGrain>(GrainNames.CatalogGrain(_module, shard)));

    // The request names no context, so its failure is counted in the default one.
    private async Task<ModuleProcessingException> RefusedAsync(ProcessRequest request, ModuleProcessingException cause)
    {
        try
        {
            await Context(ContextKey.Default).RecordFailureAsync(request.Operation, request.OperationId, cause.Message);
        }
        catch (Exception exception)
        {
            // What is wrong with the request is what the caller must hear.
            ServerLog.RefusalNotRecorded(logger, _module, exception);
        }

        return new ModuleProcessingException(cause.Message, cause.InnerException)
        {
            Module = _module,
            Context = ContextKey.Default.Text,
            OperationId = request.OperationId,
        };
    }

    private async Task<ModuleNotFoundException> NotHereAsync()
    {
        var definition = await grains.GetGrain<IDefinitionGrain>(_module).GetAsync();
        return definition is null
            ? DefinitionGrain.Unknown(_module)
            : new ModuleNotFoundException(
                $"Module '{_module}' is run by its hosts: this silo has no code for it. Use RunAsync or BeginAsync, or add it to the silo with AddModule.")
            { Module = _module };
    }
}
