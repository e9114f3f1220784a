using Azure;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace SelfLearning.Storage.Azure.Storage;

/// <summary>
/// Runs the requests of one storage and turns what the service refuses into what a grain understands.
/// </summary>
internal sealed class StorageCalls(string storageName, ILogger logger)
{
    /// <summary>
    /// Runs a request. A refusal that <paramref name="isConflict"/> names is an <see cref="InconsistentStateException"/>; every other error is logged and
    /// thrown on.
    /// </summary>
    public async Task<T> RunAsync<T>(
        string action, string stateName, GrainId grainId, string? eTag, Func<Task<T>> request, Func<RequestFailedException, bool> isConflict)
    {
        try
        {
            return await request();
        }
        catch (RequestFailedException e) when (isConflict(e))
        {
            throw Conflict(action, stateName, grainId, eTag, e);
        }
        catch (Exception e) when (e is not InconsistentStateException and not OperationCanceledException)
        {
            logger.Failed(e, storageName, action, stateName, grainId);
            throw;
        }
    }

    /// <summary>
    /// The exception of a change whose condition does not hold. The service does not tell the ETag that is stored.
    /// </summary>
    public InconsistentStateException Conflict(string action, string stateName, GrainId grainId, string? eTag, Exception? cause)
    {
        logger.Conflicted(storageName, action, stateName, grainId);
        return new InconsistentStateException(
            $"Azure grain storage '{storageName}' refused to {action} state '{stateName}' of grain '{grainId}': the record was changed by another " +
            $"activation. ETag of the caller: {(string.IsNullOrEmpty(eTag) ? "none" : eTag)}.",
            "Unknown",
            eTag ?? string.Empty,
            cause);
    }
}
