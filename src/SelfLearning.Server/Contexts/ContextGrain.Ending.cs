namespace SelfLearning.Server;

/// <content>
/// How an activation ends, and how a context begins anew in it. Calls that come to an ending activation wait until everything that runs in
/// it has ended, and a module may run for minutes: while one does, what is in memory is dropped instead, calls are served with what
/// storage holds, and the activation ends with the last run. What is dropped is degraded for ever, so whoever still holds it is told to
/// try again.
/// </content>
internal sealed partial class ContextGrain
{
    private Task? _deleting;
    private Task _dropping = Task.CompletedTask;
    private bool _isLeaving;
    private bool _isEnding;

    // An operation that began before a deletion, be it one that failed half-way, belongs to no context that is here after it.
    private int _deletions;

    /// <inheritdoc/>
    public async Task DeleteAsync()
    {
        // Who asks again while it runs waits for the same.
        var deleting = _deleting ??= DeleteOnceAsync();
        try
        {
            await deleting;
        }
        finally
        {
            if (ReferenceEquals(_deleting, deleting)) _deleting = null;
        }
    }

    /// <summary>What can still be done when the activation ends; nothing that was acknowledged depends on it.</summary>
    public async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isEnding = true;
        StopFlushing();
        EndRecovery();
        _operations?.Close();
        if (_learning is null || _learning.IsDegraded) return;
        // A silo that shuts down reaches no other grain; what is to be told is kept with the records and sent by the next activation.
        var report = reason.ReasonCode != DeactivationReasonCode.ShuttingDown;
        _isAlone = !report;
        try
        {
            if (_learning.Model.Ledger.Queue.Count > 0) await LearnAsync(int.MaxValue).WaitAsync(cancellationToken);
            await _learning.SettledAsync().WaitAsync(cancellationToken);
            // A flush that runs holds nothing of what came since it began, and must not arrive after the next activation has read.
            await _metrics.SettledAsync().WaitAsync(cancellationToken);
            if (_metrics.IsDirty) await FlushAsync(report).WaitAsync(cancellationToken);
            if (_telling is { } telling) await telling.WaitAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            ServerLog.LastFlushFailed(_logger, _identity.Module, _identity.Key.Text, exception);
        }
    }

    private async Task DeleteOnceAsync()
    {
        await ReadyAsync();
        var (learning, metrics) = (Learning, _metrics);
        try
        {
            // What of it a failure half-way leaves behind must fit together: a catalog row or a metrics record that outlives the record
            // it counts for would take what a new context reports for known.
            await learning.CloseAsync();
            await metrics.SettledAsync();
            // What arrives after the row is gone would make one for whoever comes next under this name, or count as told by it.
            if (_marking is { } marking) await marking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (_telling is { } telling) await telling;
            await _catalog.ForgetAsync(_identity.Key.Text);
            await metrics.ClearAsync();
            await learning.ClearAsync();
        }
        catch (Exception exception) when (exception is not SelfLearningException)
        {
            throw _identity.StorageUnavailable(exception);
        }
        finally
        {
            // What is in memory is not what is on storage any more.
            _deletions++;
            _operations?.ForgetEnded();
            Drop();
            Leave();
        }
    }

    void ILearningOwner.OnLost() => Lose();

    // Another activation has written: it owns the context, and every write here is refused until its records are read again.
    private void Lose()
    {
        // A deletion drops everything at its end.
        if (_deleting is not null) return;
        // Where nothing runs, the end still writes what can be written.
        if (_admitted > 0) Drop();
        Leave();
    }

    private void Leave()
    {
        _isLeaving = true;
        if (_admitted == 0) this.DeactivateOnIdle();
    }

    // Names and result ids come from anybody: a context that was asked for in vain is not worth memory.
    private void GoIfUnused()
    {
        if (_learning is null) Leave();
    }

    // As in a new activation: the next call reads what is on storage.
    private void Drop()
    {
        StopFlushing();
        EndRecovery();
        _cycleTimer?.Dispose();
        _tellTimer?.Dispose();
        if (_learning is { } learning)
        {
            learning.Abandon();
            // What is on its way arrives before storage is read again, or it would refuse the first write that follows.
            _dropping = Task.WhenAll(learning.IdleAsync(), _metrics.SettledAsync());
        }

        (_cycleTimer, _tellTimer, _toldAt, _learning, _mark, _cycleFailed) = (null, null, null, null, 0, false);
        _metrics = NewMetrics();
    }
}
