using SelfLearning.Contracts;

namespace SelfLearning.Modules;

/// <summary>Runs a module in the silo.</summary>
internal sealed class ModuleClient<TRequest, TResult>(ModuleServices services, PayloadRules payloads)
    : ModuleClient(services), IModuleClient<TRequest, TResult>
    where TRequest : notnull
    where TResult : notnull
{
    private static readonly ProcessOptions DefaultOptions = new();

    public Task<ModuleResult<TResult>> ProcessAsync(TRequest request, CancellationToken cancellationToken) =>
        ProcessAsync(request, DefaultOptions, cancellationToken);

    public async Task<ModuleResult<TResult>> ProcessAsync(TRequest request, ProcessOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        var id = options.Require(Name).OperationId;
        cancellationToken.ThrowIfCancellationRequested();
        var call = new ProcessRequest(payloads.Wrap(Name, request, id), id, options.Operation) { Call = Services.Grains.NameCall(cancellationToken) };
        ProcessReply reply;
        try
        {
            reply = await Services.Grains.ProcessAsync(call, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Services.Grains.Cancel(call);
            throw;
        }
        catch (Exception exception) when (Services.Grains.Explain(call, exception) is { } explained)
        {
            throw explained;
        }

        return new ModuleResult<TResult>
        {
            Id = reply.Id,
            CreatedAt = reply.CreatedAt,
            Data = payloads.Read<TResult>(Name, reply.Data, id),
            Metadata = reply.Metadata,
            ExecutionTimeMs = reply.ExecutionTimeMs,
            QualityScore = reply.QualityScore,
            AdaptationApplied = reply.AdaptationApplied,
            Status = reply.Status,
            Parameters = reply.Parameters,
        };
    }
}
