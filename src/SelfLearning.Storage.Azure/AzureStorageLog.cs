using Microsoft.Extensions.Logging;

namespace SelfLearning.Storage.Azure;

/// <summary>
/// The log messages of the storage and the clustering. Event ids 4120-4139.
/// </summary>
internal static partial class AzureStorageLog
{
    [LoggerMessage(4120, LogLevel.Information, "Azure grain storage '{Name}' uses {Address}")]
    public static partial void Opened(this ILogger logger, string name, Uri address);

    [LoggerMessage(4121, LogLevel.Warning, "Azure grain storage '{Name}' refused to {Action} state '{StateName}' of grain {GrainId}: another ETag is stored")]
    public static partial void Conflicted(this ILogger logger, string name, string action, string stateName, GrainId grainId);

    [LoggerMessage(4122, LogLevel.Error, "Azure grain storage '{Name}' failed to {Action} state '{StateName}' of grain {GrainId}")]
    public static partial void Failed(this ILogger logger, Exception exception, string name, string action, string stateName, GrainId grainId);

    [LoggerMessage(4123, LogLevel.Warning, "Row '{RowKey}' of cluster '{ClusterId}' is not the row of a silo and is left out of the membership")]
    public static partial void UnreadableSilo(this ILogger logger, Exception exception, string rowKey, string clusterId);
}
