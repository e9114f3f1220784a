namespace SelfLearning.Server;

/// <content>What a context takes from the other contexts of its module, and what it tells them. Nothing here fails a call or a feedback.</content>
internal sealed partial class ContextGrain
{
    private Task? _telling;
    private long? _toldAt;
    private IGrainTimer? _tellTimer;
    private bool _isAlone;

    // A context that was never served decides once with what others have learned, and its first write holds what it decided.
    private async ValueTask<Policy> GetPolicyAsync(ModuleDefinition definition)
    {
        if (Learning.Published is null && definition.Options.PoolingStrength > 0)
        {
            await InheritAsync(definition);
            // The context may have been deleted meanwhile.
            await ReadyAsync();
        }

        return await Learning.GetPolicyAsync();
    }

    private async Task InheritAsync(ModuleDefinition definition)
    {
        var pool = await _pools.GetAsync(_identity.Module, definition.Parameters);
        if (_learning is not { IsDegraded: false } learning) return;
        var model = learning.Model;
        model.Pool = pool;
        try
        {
            if (model.CanInherit) model.RunCycle(_time.GetUtcNow());
        }
        catch (AdaptationException exception)
        {
            ServerLog.CycleFailed(_logger, _identity.Module, _identity.Key.Text, exception);
        }
    }

    private void SeePool(ContextModel model)
    {
        if (model.Options.PoolingStrength > 0) model.Pool = _pools.Find(_identity.Module, model.Space);
    }

    // A report that is on storage is sent, and sent again, until the shard has it.
    private void TellOthers()
    {
        if (_isAlone || _telling is not null || _learning is not { IsDegraded: false } learning || Options.PoolingStrength <= 0) return;
        if (learning.Model.PoolOutbox.Report is not { } report || report.Number > learning.CommittedPoolReport) return;
        if (_toldAt is { } told && _time.GetElapsedTime(told) < PoolOutbox.Interval) return;
        _toldAt = _time.GetTimestamp();
        _telling = TellAsync(learning.Model.PoolOutbox, report);
    }

    private async Task TellAsync(PoolOutbox outbox, PoolReport report)
    {
        await Task.Yield();
        try
        {
            // The catalog knows a context by its marks and its metrics, and takes nothing from one it does not know. Automatic quality sets no mark.
            if (_metrics.IsNew && _mark == 0) await FlushAsync();
            await _catalog.ReportEvidenceAsync(_identity.Key.Text, report.Number, report.Evidence.Save());
            outbox.Acknowledge(report.Number);
        }
        catch (Exception exception)
        {
            ServerLog.EvidenceNotTold(_logger, _identity.Module, _identity.Key.Text, exception);
        }
        finally
        {
            _telling = null;
            TellLater();
        }
    }

    // What was learned meanwhile, or could not be told, does not wait for the next learning cycle, which may be long in coming.
    private void TellLater()
    {
        _tellTimer?.Dispose();
        if (_isEnding || _learning is null || Options.PoolingStrength <= 0) return;
        _tellTimer = this.RegisterGrainTimer(OnTellAsync, new GrainTimerCreationOptions(PoolOutbox.Interval, Timeout.InfiniteTimeSpan));
    }

    private async Task OnTellAsync(CancellationToken cancellationToken)
    {
        if (_learning is not { IsDegraded: false } learning) return;
        if (learning.Model.FillPoolOutbox(_time.GetUtcNow())) await learning.CommitAsync();
        else TellOthers();
    }
}
