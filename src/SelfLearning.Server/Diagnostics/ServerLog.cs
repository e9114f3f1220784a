namespace SelfLearning.Server;

/// <summary>What the silo logs. Event ids: 1000 definitions and start, 1100 operations, 1200 learning, 1300 storage, 1400 catalog, 1500 pooling.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1000, LogLevel.Information, "Module {Module}: definition of revision {Revision} with {Parameters} parameters is in force")]
    public static partial void DefinitionTaken(ILogger logger, string module, int revision, int parameters);

    [LoggerMessage(1001, LogLevel.Warning, "Module {Module}: a definition of revision {Revision} was ignored, {InForce} is in force")]
    public static partial void DefinitionIgnored(ILogger logger, string module, int revision, int inForce);

    [LoggerMessage(1002, LogLevel.Information, "Module {Module}: options changed to {Options}")]
    public static partial void OptionsChanged(ILogger logger, string module, ModuleOptions options);

    [LoggerMessage(1003, LogLevel.Warning, "Module {Module}: its definition could not be read again; the known one stays in use")]
    public static partial void DefinitionRefreshFailed(ILogger logger, string module, Exception exception);

    [LoggerMessage(1004, LogLevel.Warning, "Module {Module}: registration failed (attempt {Attempt}); trying again")]
    public static partial void RegistrationRetried(ILogger logger, string module, int attempt, Exception exception);

    [LoggerMessage(1005, LogLevel.Information, "A signing key was made and lasts as long as the data; a cluster of several silos needs SelfLearning:SigningKey instead")]
    public static partial void SigningKeyMade(ILogger logger);

    [LoggerMessage(1100, LogLevel.Debug, "Module {Module}, context {Context}: {Operation} ended as {Status} after {DurationMs} ms")]
    public static partial void Recorded(ILogger logger, string module, string context, string operation, OperationStatus status, double durationMs);

    [LoggerMessage(1101, LogLevel.Warning, "Module {Module}: its quality {Quality} is not a number from 0 to 1 and was left out")]
    public static partial void QualityOutOfRange(ILogger logger, string module, double quality);

    [LoggerMessage(1102, LogLevel.Warning, "Module {Module}: judging a result failed; the result has no quality")]
    public static partial void QualityFailed(ILogger logger, string module, Exception exception);

    [LoggerMessage(1103, LogLevel.Warning, "Module {Module}: the period '{Period}' is not 1h, 24h, 7d or 30d; 24h is used")]
    public static partial void UnknownPeriod(ILogger logger, string module, string period);

    [LoggerMessage(1104, LogLevel.Warning, "Module {Module}, context {Context}: the quality of an operation could not be taken in; nothing is learned from it")]
    public static partial void JudgementLost(ILogger logger, string module, string context, Exception exception);

    [LoggerMessage(1105, LogLevel.Warning, "Module {Module}: a request that was refused could not be counted")]
    public static partial void RefusalNotRecorded(ILogger logger, string module, Exception exception);

    [LoggerMessage(EventId = 1200, Message = "Module {Module}, context {Context}: adaptation {Id} of {Parameter} from '{OldValue}' to '{NewValue}' is {Status} (confidence {Confidence:0.00}): {Reason}")]
    public static partial void Adapted(
        ILogger logger, LogLevel level, string module, string context, long id, string parameter, string oldValue, string newValue, AdaptationStatus status,
        double confidence, string reason);

    [LoggerMessage(1201, LogLevel.Error, "Module {Module}, context {Context}: a learning cycle failed; its feedback stays queued")]
    public static partial void CycleFailed(ILogger logger, string module, string context, Exception exception);

    [LoggerMessage(1300, LogLevel.Error, "Module {Module}, context {Context}: storage failed; the last stored policy is served and nothing is accepted until storage can be read again")]
    public static partial void Degraded(ILogger logger, string module, string context, Exception exception);

    [LoggerMessage(1301, LogLevel.Warning, "Module {Module}, context {Context}: another activation has written; this one ends")]
    public static partial void Conflict(ILogger logger, string module, string context, Exception exception);

    [LoggerMessage(1302, LogLevel.Information, "Module {Module}, context {Context}: storage can be read again")]
    public static partial void Recovered(ILogger logger, string module, string context);

    [LoggerMessage(1303, LogLevel.Warning, "Module {Module}, context {Context}: storage still cannot be read")]
    public static partial void RecoveryFailed(ILogger logger, string module, string context, Exception exception);

    [LoggerMessage(1304, LogLevel.Warning, "Module {Module}, context {Context}: its records could not be read")]
    public static partial void LoadFailed(ILogger logger, string module, string context, Exception exception);

    [LoggerMessage(1305, LogLevel.Warning, "Module {Module}, context {Context}: metrics could not be written; they are written with the next flush")]
    public static partial void FlushFailed(ILogger logger, string module, string context, Exception exception);

    [LoggerMessage(1306, LogLevel.Warning, "Module {Module}, context {Context}: older slots could not be moved to segments; they stay in the learning record until the next write")]
    public static partial void SpillFailed(ILogger logger, string module, string context, Exception exception);

    [LoggerMessage(1307, LogLevel.Warning, "Module {Module}, context {Context}: the last flush before deactivation failed; metrics since the flush before may be missing")]
    public static partial void LastFlushFailed(ILogger logger, string module, string context, Exception exception);

    [LoggerMessage(1308, LogLevel.Warning, "Module {Module}, context {Context}: more feedback than its capacity; its feedback window begins at {From} now")]
    public static partial void WindowShrunk(ILogger logger, string module, string context, DateTimeOffset from);

    [LoggerMessage(1400, LogLevel.Warning, "Module {Module}, context {Context}: could not be woken; tried again later")]
    public static partial void WakeFailed(ILogger logger, string module, string context, Exception exception);

    [LoggerMessage(1500, LogLevel.Warning, "Module {Module}: its pool could not be read; contexts go on with what is known of it")]
    public static partial void PoolNotRead(ILogger logger, string module, Exception exception);

    [LoggerMessage(1501, LogLevel.Warning, "Module {Module}, context {Context}: what it learned could not be told to the other contexts; it is sent again")]
    public static partial void EvidenceNotTold(ILogger logger, string module, string context, Exception exception);

    [LoggerMessage(1502, LogLevel.Warning, "Module {Module}, shard {Shard}: what its contexts learned could not be told to the pool; it is sent again")]
    public static partial void EvidenceNotForwarded(ILogger logger, string module, int shard, Exception exception);
}
