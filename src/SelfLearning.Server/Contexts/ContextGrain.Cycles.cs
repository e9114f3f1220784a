namespace SelfLearning.Server;

/// <content>Learning cycles, and what is said of what they change.</content>
internal sealed partial class ContextGrain
{
    private static readonly IReadOnlySet<long> NoHours = new HashSet<long>();

    private Task? _learningCycles;
    private long _announced;
    private bool _isQuiet;

    // After a failed cycle only the interval tries again: a strategy that always throws must not be called by every feedback.
    private bool _cycleFailed;

    /// <inheritdoc/>
    public async Task<LearningCycleReport> TriggerLearningCycleAsync()
    {
        await ReadyAsync();
        if (_learningCycles is { } running) await running;
        var model = Learning.Model;
        if (model.Ledger.Queue.Count == 0)
        {
            // Who asked for a cycle finds on storage, and in the metrics, what the one before has learned.
            if (Learning.HoldsQueue) await Learning.SettledAsync();
            return new LearningCycleReport(0, 0, 0, model.Policies.Current.Version, []);
        }

        var report = await CycleAsync();
        LearnPromptly();
        return report;
    }

    /// <inheritdoc/>
    public async Task WakeAsync()
    {
        await ReadyAsync();
        if (Learning.Model.Ledger.Queue.Count > 0) await LearnAsync(int.MaxValue);
        // Of a context that does not exist, deleted since or never written after its mark, nothing is told: its row would come again.
        if (IsBlank && !_metrics.IsDirty) await UnmarkAsync();
        else await FlushAsync();
    }

    private async Task OnIntervalAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync();
        if (Learning.IsDegraded) return;
        var queued = Learning.Model.Ledger.Queue.Count;
        // A few feedbacks that nothing was added to in a whole interval are learned too: they would wait for ever.
        var isDue = queued >= Options.MinimumFeedback || _isQuiet;
        _isQuiet = true;
        if (isDue) await LearnAsync(1);
        ScheduleCycle();
    }

    private void LearnPromptly()
    {
        // What a write waits for is learned by that write.
        if (_cycleFailed || _learning is not { IsDegraded: false, IsWriteWaiting: false } learning) return;
        if (learning.Model.Ledger.Queue.Count >= ContextModel.PromptCycle) LearnApart();
    }

    // The cycles go on with what others send meanwhile: what flows with the call that sets them off is not for them.
    private void LearnApart()
    {
        using (ExecutionContext.SuppressFlow()) _ = LearnAsync(0);
    }

    // In the turn that makes the record: cycles cost no writes of their own, and a queue that is learned need not be written.
    void ILearningOwner.OnWriting(ContextModel model)
    {
        if (_isEnding || _cycleFailed || model.Ledger.Queue.Count < ContextModel.PromptCycle || model.PolicyHourNeeded(NoHours) is not null) return;
        try
        {
            while (model.Ledger.Queue.Count >= ContextModel.PromptCycle) RunCycle(model);
        }
        catch (AdaptationException exception)
        {
            CycleFailed(exception);
        }
    }

    /// <summary>Runs cycles while 10 or more feedbacks wait, and at least <paramref name="atLeast"/> (as long as any wait); one run at a time.</summary>
    private Task LearnAsync(int atLeast) => _learningCycles ??= LearnOnceAsync(atLeast);

    private async Task LearnOnceAsync(int atLeast)
    {
        // Leaves the caller's turn: its change is on its way to storage before it is learned.
        await Task.Yield();
        try
        {
            for (var cycles = 0; _learning is { IsDegraded: false } learning; cycles++)
            {
                var queued = learning.Model.Ledger.Queue.Count;
                if (queued == 0 || (queued < ContextModel.PromptCycle && cycles >= atLeast)) break;
                await CycleAsync();
            }
        }
        catch (Exception)
        {
            // Nobody waits for these cycles: what failed is logged, and the interval tries again.
        }
        finally
        {
            _learningCycles = null;
        }
    }

    private async Task<LearningCycleReport> CycleAsync()
    {
        var learning = Learning;
        try
        {
            LearningCycleReport report = null!;
            var committed = Task.CompletedTask;
            await learning.WithQueuedPoliciesAsync(model =>
            {
                report = RunCycle(model);
                committed = learning.CommitAsync();
            });
            await committed;
            _cycleFailed = false;
            return report;
        }
        catch (Exception exception)
        {
            CycleFailed(exception);
            // What was read anew since has not failed.
            _cycleFailed = ReferenceEquals(learning, _learning);
            throw;
        }
    }

    private LearningCycleReport RunCycle(ContextModel model)
    {
        using var activity = ServerActivities.LearningCycle(_identity.Module);
        var started = _time.GetTimestamp();
        SeePool(model);
        var report = model.RunCycle(_time.GetUtcNow());
        _instruments.LearningCycle(_identity.Module, _time.GetElapsedTime(started));
        return report;
    }

    private void CycleFailed(Exception exception)
    {
        _cycleFailed = true;
        ServerLog.CycleFailed(_logger, _identity.Module, _identity.Key.Text, exception);
    }

    // Every adaptation is logged once it is on storage, whoever made it: the learner, a person, or a definition that lost its value.
    private void AnnounceNew()
    {
        if (_learning is not { IsDegraded: false } learning || learning.CommittedAdaptation <= _announced) return;
        var (from, to) = (_announced, learning.CommittedAdaptation);
        _announced = to;
        foreach (var adaptation in learning.Model.Adaptations.All.Where(adaptation => adaptation.Id > from && adaptation.Id <= to)) Announce(adaptation);
    }

    private void Announce(Adaptation adaptation)
    {
        _instruments.Adapted(_identity.Module, adaptation.Status);
        ServerLog.Adapted(
            _logger,
            adaptation.Status == AdaptationStatus.Rejected ? LogLevel.Warning : LogLevel.Information,
            _identity.Module, _identity.Key.Text, adaptation.Id, adaptation.ParameterName, adaptation.OldValue, adaptation.NewValue, adaptation.Status,
            adaptation.Confidence, adaptation.Reason);
    }
}
