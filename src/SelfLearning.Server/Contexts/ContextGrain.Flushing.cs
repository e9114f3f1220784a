namespace SelfLearning.Server;

/// <content>Metrics reach storage, and the catalog, once an interval.</content>
internal sealed partial class ContextGrain
{
    private static readonly TimeSpan FirstFlush = TimeSpan.FromSeconds(1);

    // Not a grain timer: for an activation that ever had one Orleans keeps half a kilobyte of books, and every context is flushed.
    private ITimer? _flushTimer;

    private void ScheduleFlush()
    {
        if (_flushTimer is not null || _isEnding || _learning is null) return;
        // What flows with the call that needs a flush is not for the flush.
        using (ExecutionContext.SuppressFlow())
        {
            _flushTimer = _time.CreateTimer(
                static state => ((ContextGrain)state!).GrainContext.Scheduler.QueueAction(static grain => _ = ((ContextGrain)grain!).OnFlushAsync(), state!),
                this, NextFlush(), Timeout.InfiniteTimeSpan);
        }
    }

    // Jittered, so that contexts that were active together do not write together for ever.
    private TimeSpan NextFlush() => _metrics.IsNew && Options.MetricsFlushInterval > FirstFlush
        ? FirstFlush
        : Options.MetricsFlushInterval * (0.8 + (0.2 * _random.NextDouble()));

    private void StopFlushing()
    {
        _flushTimer?.Dispose();
        // A context that is not called any more holds no prepared key; one that is prepares it anew once an interval.
        _signer?.Dispose();
        (_flushTimer, _signer) = (null, null);
    }

    private async Task OnFlushAsync()
    {
        // Stopped since it was due.
        if (_flushTimer is null) return;
        StopFlushing();
        _operations?.Forget();
        if (_operations is { Count: 0 }) _operations = null;
        try
        {
            if (_metrics.IsDirty) await FlushAsync();
        }
        catch (Exception exception)
        {
            ServerLog.FlushFailed(_logger, _identity.Module, _identity.Key.Text, exception);
        }

        // A context that is called again and again is not packed and unpacked in between.
        var isAtRest = _metrics.TryRest();
        if (isAtRest) Rest();
        // Replies that are remembered go when their time has passed, even if nobody calls any more.
        if (!isAtRest || _operations is not null) ScheduleFlush();
        else if (IsBlank) Leave();
    }

    // Any key may be asked for: a context that does not exist is not kept because somebody asked. At rest only, when no call waits for the end of another.
    private bool IsBlank => _learning is { IsBlank: true } && _metrics.IsNew && _calls.Count == 0 && _mark == 0 && _marking is null;

    // What the next call makes anew is not kept by a context that nobody calls.
    private void Rest()
    {
        if (_calls.Count == 0) _calls = NoCalls;
        _settings.Forget();
        (_signingKey, _hostPolicy) = (null, null);
    }

    private async Task FlushAsync(bool report = true)
    {
        if (Learning.IsDegraded) return;
        var metrics = _metrics;
        using var activity = ServerActivities.Flush(_identity.Module);
        try
        {
            await metrics.FlushAsync(Describe, TakeClearedMark, report);
        }
        catch (InconsistentStateException exception)
        {
            _instruments.Conflict(_identity.Module);
            // Unless another who waited for this flush has said so.
            if (ReferenceEquals(metrics, _metrics)) Lose();
            // The runtime would end the activation at once for the exception as it is.
            throw _identity.StorageUnavailable(exception);
        }
        finally
        {
            // What is in the metrics record need not be kept in the learning record, even where the catalog could not be told.
            if (_learning is { IsDegraded: false } learning && learning.Model.SettleMovements(_metrics.SettledCycle) > 0) learning.MarkDirty();
            TellOthers();
            // Until it rests.
            ScheduleFlush();
        }
    }

    private ContextInfo Describe()
    {
        var model = Learning.Model;
        return _metrics.Describe(model.LearnedCount, model.Adaptations.AppliedCount, model.Ledger.Queue.Count > 0);
    }
}
