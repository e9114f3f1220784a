using System.Collections.Immutable;

namespace SelfLearning.Server;

/// <content>Feedback and learning cycles.</content>
internal sealed partial class ContextGrain
{
    // The caller hears within 5 s; a storage that drops packets answers after half a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private Task? _learningCycles;
    private Task? _marking;
    private long _mark;
    private long _lastMark;
    private long _announced;
    private bool _isQuiet;

    // After a failed cycle only the interval tries again: a strategy that always throws must not be called by every feedback.
    private bool _cycleFailed;

    /// <inheritdoc/>
    public async Task<ImmutableArray<FeedbackReceipt>> ApplyFeedbackAsync(ImmutableArray<ResultFeedback> feedbacks)
    {
        // All of them before any is taken: a bad one changes nothing.
        feedbacks = [.. feedbacks.Select(item => item with { Feedback = item.Feedback.Require() })];
        var ids = feedbacks.Select(feedback => Verify(feedback.ResultId)).ToArray();
        var receipts = Array.ConvertAll(ids, id => id is null ? FeedbackReceipt.Unknown : FeedbackReceipt.Overloaded);
        try
        {
            if (ids.Any(id => id is not null))
            {
                var receiving = ReceiveAsync(feedbacks, ids, receipts);
                receiving.Ignore();
                await receiving.WaitAsync(Patience, _time);
            }
        }
        catch (Exception exception) when (exception is TimeoutException or SelfLearningException { IsRetryable: true })
        {
            // A write that is on its way may still succeed: then the repeat is a duplicate.
            for (var i = 0; i < receipts.Length; i++)
                if (IsDurable(receipts[i])) receipts[i] = FeedbackReceipt.Overloaded;
        }

        var now = _time.GetUtcNow();
        for (var i = 0; i < receipts.Length; i++)
        {
            _instruments.FeedbackReceived(_identity.Module, receipts[i]);
            if (IsDurable(receipts[i]) && receipts[i] != FeedbackReceipt.Duplicate)
                _metrics.Record(new ReceivedFeedback(feedbacks[i].ResultId, feedbacks[i].Feedback, receipts[i], now));
        }

        if (_learning is { IsDegraded: false })
        {
            if (_metrics.IsDirty) ScheduleFlush();
            ScheduleCycle();
            LearnPromptly();
        }

        return [.. receipts];
    }

    /// <inheritdoc/>
    public async Task<LearningCycleReport> TriggerLearningCycleAsync()
    {
        await ReadyAsync();
        if (_learningCycles is { } running) await running;
        var model = Learning.Model;
        if (model.Ledger.Queue.Count == 0) return new LearningCycleReport(0, 0, 0, model.Policies.Current.Version, []);
        var report = await CycleAsync();
        LearnPromptly();
        return report;
    }

    /// <inheritdoc/>
    public async Task WakeAsync()
    {
        await ReadyAsync();
        if (Learning.Model.Ledger.Queue.Count > 0) await LearnAsync(int.MaxValue);
        await FlushAsync();
    }

    private static bool IsDurable(FeedbackReceipt receipt) => receipt is not (FeedbackReceipt.Unknown or FeedbackReceipt.Overloaded);

    private async Task ReceiveAsync(ImmutableArray<ResultFeedback> feedbacks, ResultId?[] ids, FeedbackReceipt[] receipts)
    {
        await ReadyAsync();
        var (settled, isReceived) = (Task.CompletedTask, false);
        while (!isReceived)
        {
            // The catalog knows of the queue before anything in it is acknowledged: a context that dies is woken.
            while (_mark == 0) await MarkAsync();
            await Learning.WithSegmentsAsync([.. ids.OfType<ResultId>()], segments =>
            {
                // While segments were read, a flush may have told the catalog that nothing is queued.
                if (_mark == 0) return;
                settled = Receive(feedbacks, ids, receipts, segments);
                isReceived = true;
            });
        }

        await settled;
    }

    // One turn: what the write is asked for holds every change made here.
    private Task Receive(ImmutableArray<ResultFeedback> feedbacks, ResultId?[] ids, FeedbackReceipt[] receipts, IReadOnlyList<Segment> segments)
    {
        for (var i = 0; i < receipts.Length; i++)
        {
            if (ids[i] is not { } id) continue;
            receipts[i] = Learning.Model.Receive(id, feedbacks[i].Feedback, segments, _time.GetUtcNow());
            if (receipts[i] is FeedbackReceipt.Duplicate or FeedbackReceipt.Overloaded) continue;
            Learning.MarkDirty();
            _isQuiet = false;
        }

        return receipts.Any(IsDurable) ? Learning.SettledAsync() : Task.CompletedTask;
    }

    private async Task MarkAsync()
    {
        var marking = _marking ??= MarkOnceAsync();
        try
        {
            await marking;
        }
        finally
        {
            if (ReferenceEquals(_marking, marking)) _marking = null;
        }
    }

    private async Task MarkOnceAsync()
    {
        try
        {
            // Higher than any before, or a report that is still on its way would take it back.
            var mark = Math.Max(_time.GetUtcNow().UtcTicks, Math.Max(_lastMark, _metrics.ClearedMark) + 1);
            await _catalog.MarkQueuedAsync(_identity.Key.Text, mark);
            (_mark, _lastMark) = (mark, mark);
        }
        catch (Exception exception) when (exception is not SelfLearningException { IsRetryable: false })
        {
            throw _identity.StorageUnavailable(exception);
        }
    }

    // The mark that a report takes back; the next feedback sets a new one before it is acknowledged.
    private long TakeClearedMark()
    {
        if (Learning.Model.Ledger.Queue.Count > 0 || _marking is not null) return 0;
        var mark = _mark == 0 ? Math.Max(_lastMark, _time.GetUtcNow().UtcTicks - 1) : _mark;
        _lastMark = mark;
        _mark = 0;
        return mark;
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
        if (!_cycleFailed && Learning.Model.Ledger.Queue.Count >= ContextModel.PromptCycle) _ = LearnAsync(0);
    }

    /// <summary>Runs cycles while 10 or more feedbacks wait, and at least <paramref name="atLeast"/> (as long as any wait); one run at a time.</summary>
    private Task LearnAsync(int atLeast) => _learningCycles ??= LearnOnceAsync(atLeast);

    private async Task LearnOnceAsync(int atLeast)
    {
        // Leaves the caller's turn: its change is on its way to storage before it is learned.
        await Task.Yield();
        try
        {
            for (var cycles = 0; !Learning.IsDegraded; cycles++)
            {
                var queued = Learning.Model.Ledger.Queue.Count;
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
        using var activity = ServerActivities.LearningCycle(_identity.Module);
        var started = _time.GetTimestamp();
        try
        {
            LearningCycleReport report = null!;
            var committed = Task.CompletedTask;
            await Learning.WithQueuedPoliciesAsync(model =>
            {
                SeePool(model);
                report = model.RunCycle(_time.GetUtcNow());
                committed = Learning.CommitAsync();
            });
            await committed;
            _instruments.LearningCycle(_identity.Module, _time.GetElapsedTime(started));
            _cycleFailed = false;
            return report;
        }
        catch (Exception exception)
        {
            _cycleFailed = true;
            ServerLog.CycleFailed(_logger, _identity.Module, _identity.Key.Text, exception);
            throw;
        }
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
