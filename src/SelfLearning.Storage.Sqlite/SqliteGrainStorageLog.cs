using Microsoft.Extensions.Logging;

namespace SelfLearning.Storage.Sqlite;

/// <summary>
/// The log messages of the storage. Event ids 4100-4119.
/// </summary>
internal static partial class SqliteGrainStorageLog
{
    [LoggerMessage(4100, LogLevel.Information, "SQLite grain storage '{Name}' has opened {Path}")]
    public static partial void Opened(this ILogger logger, string name, string path);

    [LoggerMessage(4101, LogLevel.Information, "SQLite grain storage '{Name}' has migrated {Path} from schema version {Found} to {Current}")]
    public static partial void Migrated(this ILogger logger, string name, string path, int found, int current);

    [LoggerMessage(4102, LogLevel.Information, "SQLite grain storage '{Name}' has closed {Path}")]
    public static partial void Closed(this ILogger logger, string name, string path);

    [LoggerMessage(4103, LogLevel.Warning, "SQLite grain storage '{Name}' refused to {Action} state '{StateName}' of grain {GrainId}: another ETag is stored")]
    public static partial void Conflicted(this ILogger logger, string name, string action, string stateName, GrainId grainId);

    [LoggerMessage(4104, LogLevel.Error, "SQLite grain storage '{Name}' failed to {Action} state '{StateName}' of grain {GrainId}")]
    public static partial void ChangeFailed(this ILogger logger, Exception exception, string name, string action, string stateName, GrainId grainId);

    [LoggerMessage(4105, LogLevel.Error, "SQLite grain storage '{Name}' failed to read state '{StateName}' of grain {GrainId}")]
    public static partial void ReadFailed(this ILogger logger, Exception exception, string name, string stateName, GrainId grainId);

    [LoggerMessage(4106, LogLevel.Information, "SQLite grain storage '{Name}' has created {Path}")]
    public static partial void Created(this ILogger logger, string name, string path);
}
