using System.Collections.Immutable;

namespace SelfLearning.Server;

/// <content>Takes feedback.</content>
internal sealed partial class ContextGrain
{
    // The caller hears within 5 s; a storage that drops packets answers after half a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private Task? _marking;
    private long _mark;
    private long _lastMark;
    private Task _settled = Task.CompletedTask;
    private Task _patience = Task.CompletedTask;

    private bool IsGenerative => _definitions.Find(_identity.Module) is { Options.Generative: true };

    /// <inheritdoc/>
    public async Task<ImmutableArray<FeedbackReceipt>> ApplyFeedbackAsync(ImmutableArray<ResultFeedback> feedbacks)
    {
        // All of them before any is taken: a bad one changes nothing.
        var items = new FeedbackItem[feedbacks.Length];
        var isAny = false;
        for (var i = 0; i < items.Length; i++)
        {
            var id = Verify(feedbacks[i].ResultId);
            items[i] = new FeedbackItem(id, feedbacks[i].Feedback.Require());
            isAny |= id is not null;
        }

        if (!isAny) GoIfUnused();
        // Beyond the silo's limit all of it keeps the receipt it begins with, which is Overloaded.
        var isKept = isAny && _load.TryWait(items.Length) && await KeepWithinAsync(items, feedbacks);

        var receipts = ImmutableArray.CreateBuilder<FeedbackReceipt>(items.Length);
        foreach (var item in items)
        {
            // A write that is on its way may still succeed: then the repeat is a duplicate.
            var receipt = item.IsDurable && !isKept ? FeedbackReceipt.Overloaded : item.Receipt;
            receipts.Add(receipt);
            _instruments.FeedbackReceived(_identity.Module, receipt);
        }

        return receipts.MoveToImmutable();
    }

    // Whether it is known in time what has become of them.
    private async Task<bool> KeepWithinAsync(FeedbackItem[] items, ImmutableArray<ResultFeedback> feedbacks)
    {
        // What is counted with the receipts goes where they are from, even if the context has begun anew since.
        var (metrics, isLeft) = (_metrics, false);
        try
        {
            // Most feedback needs nothing that must be read: then it is taken in this turn, and all who wait for one write share one timer.
            var settled = TryReceive(items);
            var receiving = settled ?? ReceiveSlowlyAsync(items);
            await (settled is null ? receiving.WaitAsync(Patience, _time) : Patiently(settled))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (receiving.IsCompleted)
            {
                await receiving;
                Follow(items, feedbacks, metrics);
                return true;
            }

            // Known ones wait for nothing but their answer: repeats of them must not take up room.
            isLeft = settled is null || Array.Exists(items, item => item.IsNew);
            if (isLeft) FollowLaterAsync(receiving, items, feedbacks, metrics).Ignore();
            return false;
        }
        catch (Exception exception) when (exception is TimeoutException or SelfLearningException { IsRetryable: true })
        {
            return false;
        }
        finally
        {
            if (!isLeft) _load.Settle(items.Length);
        }
    }

    // Who sent them was told Overloaded, and the repeat is told Duplicate: what they bring about is for nobody else to do.
    private async Task FollowLaterAsync(Task receiving, FeedbackItem[] items, ImmutableArray<ResultFeedback> feedbacks, MetricsState metrics)
    {
        try
        {
            await receiving;
        }
        finally
        {
            _load.Settle(items.Length);
        }

        Follow(items, feedbacks, metrics);
        foreach (var item in items)
            if (item.IsNew) _instruments.FeedbackReceived(_identity.Module, item.Receipt);
    }

    // What feedback that is on storage brings about.
    private void Follow(FeedbackItem[] items, ImmutableArray<ResultFeedback> feedbacks, MetricsState metrics)
    {
        var isGenerative = IsGenerative;
        for (var i = 0; i < items.Length; i++)
        {
            var item = items[i];
            if (!item.IsNew) continue;
            if (isGenerative) _evaluations.Raise(_identity.Module, feedbacks[i].ResultId, item.Feedback, item.Receipt);
            metrics.Record(Decision.Of(item.Id!), item.Feedback, item.Receipt);
        }

        if (_learning is not { IsDegraded: false }) return;
        if (_metrics.IsDirty) ScheduleFlush();
        ScheduleCycle();
        LearnPromptly();
    }

    // In this turn; null where something must be read or told first.
    private Task? TryReceive(FeedbackItem[] items)
    {
        if (_learning is not { IsDegraded: false } learning || _mark == 0 || _definitions.Find(_identity.Module) is not { } known) return null;
        Use(known);
        return !learning.IsDegraded && learning.FindSegments(items) is { } segments ? Receive(items, segments) : null;
    }

    private Task Patiently(Task settled)
    {
        if (settled.IsCompleted) return settled;
        if (!ReferenceEquals(settled, _settled)) (_settled, _patience) = (settled, settled.WaitAsync(Patience, _time));
        return _patience;
    }

    private async Task ReceiveSlowlyAsync(FeedbackItem[] items)
    {
        await ReadyAsync();
        var learning = Learning;
        ResultId[] ids = [.. items.Select(item => item.Id).OfType<ResultId>()];
        var (settled, isReceived) = (Task.CompletedTask, false);
        while (!isReceived)
        {
            // The catalog knows of the queue before anything in it is acknowledged: a context that dies is woken.
            // One that accepts nothing may have been deleted: told, the catalog would have a row of it.
            while (_mark == 0 && !learning.IsDegraded) await MarkAsync();
            await learning.WithSegmentsAsync(ids, segments =>
            {
                // While segments were read, a flush may have told the catalog that nothing is queued.
                if (_mark == 0) return;
                settled = Receive(items, segments);
                isReceived = true;
            });
        }

        await settled;
    }

    // One turn: what the write is asked for holds every change made here.
    private Task Receive(FeedbackItem[] items, IReadOnlyList<Segment> segments)
    {
        var (now, isAny) = (_time.GetUtcNow(), false);
        foreach (var item in items)
        {
            if (item.Id is not { } id) continue;
            item.Receipt = Learning.Model.Receive(id, item.Feedback, segments, now);
            isAny |= item.IsDurable;
            if (item.Receipt is FeedbackReceipt.Duplicate or FeedbackReceipt.Overloaded) continue;
            Learning.MarkDirty();
            _isQuiet = false;
        }

        return isAny ? Learning.SettledAsync() : Task.CompletedTask;
    }

    private Task MarkAsync() => MarkAsync(_marking ??= MarkOnceAsync());

    // A feedback that comes meanwhile waits for its end and marks then.
    private Task UnmarkAsync() => MarkAsync(_marking ??= ForgetOnceAsync());

    private async Task MarkAsync(Task marking)
    {
        try
        {
            await marking;
        }
        finally
        {
            if (ReferenceEquals(_marking, marking)) _marking = null;
        }
    }

    private async Task ForgetOnceAsync()
    {
        try
        {
            await _catalog.ForgetAsync(_identity.Key.Text);
        }
        catch (Exception exception) when (exception is not SelfLearningException { IsRetryable: false })
        {
            throw _identity.StorageUnavailable(exception);
        }
    }

    private async Task MarkOnceAsync()
    {
        try
        {
            // Higher than any before, or a report that is still on its way would take it back.
            var mark = Math.Max(_time.GetUtcNow().UtcTicks, Math.Max(_lastMark, _metrics.ClearedMark) + 1);
            var metrics = _metrics;
            await _catalog.MarkQueuedAsync(_identity.Key.Text, mark);
            _lastMark = mark;
            // The catalog may have forgotten what has been dropped since.
            if (ReferenceEquals(metrics, _metrics)) _mark = mark;
        }
        catch (Exception exception) when (exception is not SelfLearningException { IsRetryable: false })
        {
            throw _identity.StorageUnavailable(exception);
        }
    }

    // The mark that a report takes back; the next feedback sets a new one before it is acknowledged.
    private long TakeClearedMark()
    {
        if (Learning.Model.Ledger.Queue.Count > 0 || Learning.HoldsQueue || _marking is not null) return 0;
        var mark = _mark == 0 ? Math.Max(_lastMark, _time.GetUtcNow().UtcTicks - 1) : _mark;
        _lastMark = mark;
        _mark = 0;
        return mark;
    }
}
