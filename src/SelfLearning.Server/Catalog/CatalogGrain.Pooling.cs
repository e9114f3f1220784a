namespace SelfLearning.Server;

/// <content>
/// What the shard's contexts have learned, on its way to the module's pool. The shard knows the last report of each of its contexts anyway; the pool
/// then needs to know only that of each shard.
/// </content>
internal sealed partial class CatalogGrain
{
    private PoolEvidence _untold = new();
    private PoolOutbox _outbox = new();
    private IGrainTimer? _forwarding;
    private long _storedReport;
    private bool _isSending;

    /// <inheritdoc/>
    public Task ReportEvidenceAsync(string context, long number, byte[] evidence)
    {
        if (_failure is not null) throw _failure;
        // A context without a row was deleted, or is so new that it comes with its first metrics: that one sends again.
        if (!_rows.TryGetValue(context, out var known))
            throw new MetricsException($"The catalog of module '{_module}' does not know context '{context}' yet; try again.") { Module = _module, Context = context, IsRetryable = true };
        // A number that is not higher was taken in before.
        if (number <= known.PoolReport) return _commit.SettledAsync();
        _untold.Merge(PoolEvidence.Load(evidence));
        _rows[context] = known with { PoolReport = number };
        return _commit.CommitAsync();
    }

    private void ResumeForwarding()
    {
        _untold = PoolEvidence.Load(_record.PoolEvidence ?? []);
        _outbox = new PoolOutbox(_record.PoolOutbox);
        _storedReport = _record.PoolOutbox?.Number ?? 0;
        WatchEvidence();
    }

    // Part of every write: a report is on storage before it is sent.
    private void FillOutbox()
    {
        var now = _time.GetUtcNow();
        if (!_untold.IsEmpty && _outbox.IsDue(now))
        {
            _outbox.Fill(_untold, now);
            _untold = new PoolEvidence();
        }

        _record.PoolEvidence = _untold.IsEmpty ? null : _untold.Save();
        _record.PoolOutbox = _outbox.Save();
    }

    private void OnStored(long? report)
    {
        var isNew = report > _storedReport;
        _storedReport = report ?? 0;
        if (isNew) _ = SendAsync();
        WatchEvidence();
    }

    // No timer on an idle shard.
    private void WatchEvidence()
    {
        if (_forwarding is null && (_outbox.Report is not null || !_untold.IsEmpty))
            _forwarding = this.RegisterGrainTimer(ForwardAsync, new GrainTimerCreationOptions(PoolOutbox.Interval, PoolOutbox.Interval));
    }

    private async Task ForwardAsync(CancellationToken cancellationToken)
    {
        if (_failure is not null) return;
        if (_outbox.Report is not null)
        {
            await SendAsync();
        }
        else if (!_untold.IsEmpty)
        {
            // Its write makes the report; a failure ends the activation, and the next one goes on.
            await _commit.CommitAsync();
        }
        else
        {
            _forwarding?.Dispose();
            _forwarding = null;
        }
    }

    private async Task SendAsync()
    {
        if (_isSending || _outbox.Report is not { } report || report.Number > _storedReport) return;
        _isSending = true;
        try
        {
            await _grains.GetGrain<IPoolGrain>(_module).ReportAsync(_shard, report.Number, report.Evidence.Save());
            _outbox.Acknowledge(report.Number);
        }
        catch (Exception exception)
        {
            ServerLog.EvidenceNotForwarded(_logger, _module, _shard, exception);
        }
        finally
        {
            _isSending = false;
        }
    }
}
