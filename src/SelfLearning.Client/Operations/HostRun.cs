using Microsoft.Extensions.Logging;

namespace SelfLearning.Operations;

/// <summary>Runs the host's code as one operation.</summary>
internal static partial class HostRun
{
    public static async Task<ModuleResult<TResult>> RunAsync<TConfig, TResult>(
        IModuleClient module,
        ContextKey context,
        Func<TConfig, CancellationToken, Task<TResult>> run,
        Func<TResult, CancellationToken, ValueTask<double?>>? quality,
        ILogger logger,
        CancellationToken cancellationToken)
        where TConfig : ModuleConfig
    {
        ArgumentNullException.ThrowIfNull(run);
        var operation = await module.BeginAsync<TConfig>(context, cancellationToken);
        TResult data;
        try
        {
            data = await run(operation.Config, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller no longer wants it: that says nothing against the module.
            operation.End(OperationStatus.Partial, null, "cancelled");
            throw;
        }
        catch (Exception exception)
        {
            await operation.FailAsync(exception);
            throw;
        }

        var duration = operation.Elapsed;
        var score = quality is null ? null : await JudgeAsync(module.Name, quality, data, logger, cancellationToken);
        operation.End(OperationStatus.Success, score, null, duration: duration);
        return new ModuleResult<TResult>
        {
            Id = operation.Id,
            CreatedAt = operation.StartedAt,
            Data = data,
            ExecutionTimeMs = duration.TotalMilliseconds,
            QualityScore = score,
            AdaptationApplied = operation.AdaptationApplied,
            Status = OperationStatus.Success,
            Parameters = operation.Parameters,
        };
    }

    // The result is there and paid for: a judgement that fails must not take it away.
    private static async Task<double?> JudgeAsync<TResult>(
        string module, Func<TResult, CancellationToken, ValueTask<double?>> quality, TResult data, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            var score = await quality(data, cancellationToken);
            if (score is null or (>= 0 and <= 1)) return score;
            LogOutOfRange(logger, module, score.Value);
        }
#pragma warning disable CA1031 // the host's function may throw anything
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(logger, exception, module);
        }

        return null;
    }

    [LoggerMessage(3003, LogLevel.Warning, "Module {Module}: the quality function returned {Quality}, which is not 0 to 1; the operation has no quality")]
    private static partial void LogOutOfRange(ILogger logger, string module, double quality);

    [LoggerMessage(3004, LogLevel.Warning, "Module {Module}: the quality function failed; the operation has no quality")]
    private static partial void LogFailed(ILogger logger, Exception exception, string module);
}
