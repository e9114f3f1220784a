using System.Collections.Immutable;

namespace SelfLearning.Server;

/// <content>What people ask and decide.</content>
internal sealed partial class ContextGrain
{
    /// <inheritdoc/>
    public async Task<PerformanceSummary> GetSummaryAsync(string period)
    {
        await ReadyAsync();
        if (!MetricsPeriods.TryParse(period, out var parsed)) ServerLog.UnknownPeriod(_logger, _identity.Module, period);
        return _metrics.Summarise(parsed);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<MetricEntry>> GetMetricsAsync(MetricsFilter filter, int limit)
    {
        await ReadyAsync();
        return [.. _metrics.Query(filter, limit)];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ReceivedFeedback>> GetFeedbackAsync()
    {
        await ReadyAsync();
        return [.. _metrics.Feedback];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<Adaptation>> GetAdaptationsAsync()
    {
        await ReadyAsync();
        return [.. Learning.Model.Adaptations.All.Reverse()];
    }

    /// <inheritdoc/>
    public Task<Adaptation> SuggestAdaptationAsync(ParameterValue value, Decider decider) =>
        DecideAsync(model => model.Suggest(value, decider, _time.GetUtcNow()));

    /// <inheritdoc/>
    public Task<Adaptation> ApproveAsync(long adaptation, Decider decider) =>
        DecideAsync(model => model.Approve(adaptation, decider, _time.GetUtcNow()));

    /// <inheritdoc/>
    public Task<Adaptation> RejectAsync(long adaptation, Decider decider) =>
        DecideAsync(model => model.Reject(adaptation, decider, _time.GetUtcNow()));

    /// <inheritdoc/>
    public Task<Adaptation> RollBackAsync(long adaptation, Decider decider) =>
        DecideAsync(model => model.RollBack(adaptation, decider, _time.GetUtcNow()));

    /// <inheritdoc/>
    public Task<Pin> PinAsync(string parameterName, string? value, Decider decider) =>
        ChangeAsync(model => model.Pin(parameterName, value, decider, _time.GetUtcNow()));

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(string parameterName, Decider decider)
    {
        decider.Require();
        return ChangeAsync(model => model.Release(parameterName));
    }

    /// <inheritdoc/>
    public async Task<PolicyView> GetPolicyAsync()
    {
        await ReadyAsync();
        return View(Learning.Model);
    }

    /// <inheritdoc/>
    public async Task<ContextExport> ExportAsync()
    {
        await ReadyAsync();
        var model = Learning.Model;
        return new ContextExport(
            _identity.Module, _identity.Key.Text, View(model), [.. model.Adaptations.All.Reverse()], _metrics.Summarise(MetricsPeriod.Month));
    }

    /// <inheritdoc/>
    public Task ResetLearningAsync(Decider decider) => ChangeAsync(model =>
    {
        model.Reset(decider, _time.GetUtcNow());
        return true;
    });

    /// <inheritdoc/>
    public async Task DeleteAsync()
    {
        await ReadyAsync();
        try
        {
            // What of it a failure half-way leaves behind must fit together: a catalog row or a metrics record that outlives the record
            // it counts for would take what a new context reports for known.
            await Learning.CloseAsync();
            await _metrics.SettledAsync();
            // A report that arrived after the row is gone would count as one of whoever comes next under this name.
            if (_telling is { } telling) await telling;
            await _catalog.ForgetAsync(_identity.Key.Text);
            await _metrics.ClearAsync();
            await Learning.ClearAsync();
        }
        catch (Exception exception) when (exception is not SelfLearningException)
        {
            throw _identity.StorageUnavailable(exception);
        }
        finally
        {
            // What is in memory is not what is on storage any more.
            foreach (var timer in new[] { _cycleTimer, _flushTimer, _recoveryTimer, _tellTimer }) timer?.Dispose();
            (_cycleTimer, _flushTimer, _recoveryTimer, _tellTimer, _learning, _mark) = (null, null, null, null, null, 0);
            _metrics = NewMetrics();
            this.DeactivateOnIdle();
        }
    }

    private PolicyView View(ContextModel model) => new(
        _identity.Key.Text, model.Policies.Current, model.Estimates(), [.. model.Adaptations.Pins.Values.OrderBy(pin => pin.ParameterName, StringComparer.Ordinal)],
        model.LearnedCount, model.Ledger.Queue.Count, model.Cycle);

    private async Task<Adaptation> DecideAsync(Func<ContextModel, Adaptation> decide)
    {
        var last = 0L;
        var adaptation = await ChangeAsync(model =>
        {
            last = model.Adaptations.LastId;
            return decide(model);
        });
        // A new one is announced with the write that holds it.
        if (adaptation.Id <= last) Announce(adaptation);
        return adaptation;
    }

    private async Task<T> ChangeAsync<T>(Func<ContextModel, T> change)
    {
        await ReadyAsync();
        var result = change(Learning.Model);
        await Learning.CommitAsync();
        return result;
    }
}
