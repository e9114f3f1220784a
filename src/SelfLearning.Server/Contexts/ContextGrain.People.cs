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
        var summary = _metrics.Summarise(parsed);
        ScheduleFlush();
        return summary;
    }

    /// <inheritdoc/>
    public async Task<PerformanceHistory> GetHistoryAsync(string period)
    {
        await ReadyAsync();
        if (!MetricsPeriods.TryParse(period, out var parsed)) ServerLog.UnknownPeriod(_logger, _identity.Module, period);
        var history = _metrics.History(parsed);
        ScheduleFlush();
        return history;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<MetricEntry>> GetMetricsAsync(MetricsFilter filter, int limit)
    {
        await ReadyAsync();
        var entries = _metrics.Query(filter, limit);
        ScheduleFlush();
        return entries;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ReceivedFeedback>> GetFeedbackAsync()
    {
        await ReadyAsync();
        var feedback = _metrics.Feedback;
        ScheduleFlush();
        return feedback;
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
        await Learning.RedefinedAsync();
        return View(Learning.Model);
    }

    /// <inheritdoc/>
    public async Task<LearningStatus> GetStatusAsync()
    {
        try
        {
            await ReadyAsync();
        }
        catch (SelfLearningException exception) when (exception.IsRetryable)
        {
            // That its records cannot be read is the answer.
            return LearningStatusRule.StorageUnavailable(_identity.Key.Text);
        }

        return _learning is { IsDegraded: false } learning
            ? LearningStatusRule.Of(learning.Model, _time.GetUtcNow())
            : LearningStatusRule.StorageUnavailable(_identity.Key.Text);
    }

    /// <inheritdoc/>
    public async Task<ContextExport> ExportAsync()
    {
        await ReadyAsync();
        await Learning.RedefinedAsync();
        var model = Learning.Model;
        ScheduleFlush();
        return new ContextExport(
            _identity.Module, _identity.Key.Text, View(model), [.. model.Adaptations.All.Reverse()], _metrics.Summarise(MetricsPeriod.Month));
    }

    /// <inheritdoc/>
    public Task ResetLearningAsync(Decider decider) => ChangeAsync(model =>
    {
        model.Reset(decider, _time.GetUtcNow());
        return true;
    });

    // The policy that is on storage: after a failed write nothing would be known of another one, and feedback for what was decided with it late.
    private PolicyView View(ContextModel model) => new(
        _identity.Key.Text, Learning.Published?.Snapshot ?? model.Policies.Current, model.Estimates(), [.. model.Adaptations.Pins.Values.OrderBy(pin => pin.ParameterName, StringComparer.Ordinal)],
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
