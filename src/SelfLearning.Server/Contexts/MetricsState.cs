using System.Collections.Immutable;

namespace SelfLearning.Server;

/// <summary>
/// The metrics record of one context: recorded in memory, written every flush interval, then told to the catalog in numbered reports.
/// A report is on storage before it is sent and sent again until it has arrived, so the module's summary counts everything once.
/// A context that is not in use keeps the bytes of its record alone.
/// </summary>
internal sealed class MetricsState(
    ContextIdentity identity, RecordStorage storage, GrainId owner, ICatalogGrain catalog, SigningKeys keys, TimeProvider time)
{
    private readonly StoredRecord<MetricsRecord> _stored = storage.Record<MetricsRecord>("metrics", owner);

    // At rest it holds everything; in use, what is live is not in it.
    private MetricsRecord _record = new();
    private LiveMetrics? _live;
    private bool _isUsed;

    // The record that was written last, as long as it is all there is.
    private MetricsRecord? _written;

    // What was to be written last, as long as nobody knows whether it was.
    private MetricsRecord? _doubtful;
    private MetricsCollectionLevel _level = MetricsCollectionLevel.Standard;
    private OutboxMarks? _outboxes;
    private CompletedOperations? _completed;
    private Task? _flushing;

    /// <summary>Whether something has changed since the last flush, or a report has not arrived.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>The last learning cycle that is in the window on storage.</summary>
    public long SettledCycle { get; private set; }

    /// <summary>The mark that a report still on its way takes back; 0 for none.</summary>
    public long ClearedMark => _record.Report?.ClearedMark ?? 0;

    /// <summary>Whether the context has never been flushed, so that the catalog does not know it.</summary>
    public bool IsNew => !_stored.Exists;

    /// <summary>The most single entries that are kept.</summary>
    public int EntriesLimit => Live.Entries.Limit;

    /// <summary>The last feedbacks, newest first.</summary>
    public ImmutableArray<ReceivedFeedback> Feedback => Live.Feedback.All(NewTexts());

    private LiveMetrics Live
    {
        get
        {
            _isUsed = true;
            return _live ?? Wake();
        }
    }

    /// <summary>Single entries, newest first.</summary>
    public ImmutableArray<MetricEntry> Query(MetricsFilter filter, int limit) => Live.Entries.Query(filter, limit, NewTexts());

    /// <summary>Reads the record.</summary>
    public async Task LoadAsync()
    {
        var record = await _stored.ReadAsync() ?? new MetricsRecord();
        if (record.Version > MetricsRecord.CurrentVersion)
        {
            throw new MetricsException(
                $"The metrics record of context '{identity.Key}' has version {record.Version}; this version reads up to {MetricsRecord.CurrentVersion}: run the newer one. Nothing was changed.")
            { Module = identity.Module, Context = identity.Key.Text };
        }

        _record = record;
        _live = null;
        Wake();
        _outboxes = record.Outboxes.Length == 0 ? null : OutboxMarks.Load(record.Outboxes);
        _completed = record.Completed.Length == 0 ? null : CompletedOperations.Load(record.Completed);
        SettledCycle = record.Cycle;
        IsDirty = record.Report is not null;
    }

    /// <summary>Keeps as many single entries as the level says from now on.</summary>
    public void Use(MetricsCollectionLevel level)
    {
        _level = level;
        if (_live is { } live) live.Entries.Level = level;
    }

    /// <summary>Records an operation that has ended now.</summary>
    public void Record(in EndedOperation operation) => Record(operation, time.GetUtcNow(), isListed: true);

    /// <summary>Records an operation that has ended.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="endedAt">When.</param>
    /// <param name="isListed">Whether it is among the last entries of those that are recorded together.</param>
    public void Record(in EndedOperation operation, DateTimeOffset endedAt, bool isListed)
    {
        var live = Live;
        live.Pending.Record(endedAt, operation.Operation, operation.Status, operation.DurationMs);
        if (isListed) live.Entries.Add(operation);
        _record.Operations++;
        Touch(endedAt);
    }

    /// <summary>Notes a batch of outcomes, which is then recorded in the same turn; <c>false</c> when it was recorded before.</summary>
    public bool TryTake(long outbox, long number)
    {
        if (!(_outboxes ??= new OutboxMarks()).TryTake(outbox, number, time.GetUtcNow())) return false;
        Change();
        return true;
    }

    /// <summary>Notes that an operation was completed, which is then recorded in the same turn where the receipt says so.</summary>
    public CompletionReceipt TryComplete(in Decision decision, DateTimeOffset claimedEnd)
    {
        var receipt = (_completed ??= CompletedOperations.Load(_record.Completed)).Take(decision, claimedEnd, time.GetUtcNow());
        if (receipt == CompletionReceipt.Recorded) Change();
        return receipt;
    }

    /// <summary>Counts the quality of a decision that had none before.</summary>
    public void CountQuality(DateTimeOffset decidedAt, double quality)
    {
        var now = time.GetUtcNow();
        Live.Pending.MoveQuality(decidedAt, now, 1, quality, quality * quality);
        Touch(now);
    }

    /// <summary>Remembers a feedback for people to read.</summary>
    public void Record(in Decision decision, Feedback feedback, FeedbackReceipt receipt)
    {
        var now = time.GetUtcNow();
        Live.Feedback.Add(decision, feedback, receipt, now);
        Touch(now);
    }

    /// <summary>Takes in what committed learning cycles changed in the qualities, once.</summary>
    public void TakeIn(IEnumerable<QualityMovement> movements, long committedCycle)
    {
        var now = time.GetUtcNow();
        foreach (var movement in movements)
        {
            if (movement.Cycle <= _record.Cycle || movement.Cycle > committedCycle) continue;
            Live.Pending.MoveQuality(movement.DecidedAt, now, movement.Count, movement.Sum, movement.SquareSum);
            Change();
        }

        if (committedCycle <= _record.Cycle) return;
        _record.Cycle = committedCycle;
        _written = null;
    }

    /// <summary>The summary of a period.</summary>
    public PerformanceSummary Summarise(MetricsPeriod period) => Live.Window.Summarise(identity.Module, identity.Key.Text, period, time.GetUtcNow());

    /// <summary>The steps that add up to the summary of a period.</summary>
    public PerformanceHistory History(MetricsPeriod period) => Live.Window.History(identity.Module, identity.Key.Text, period, time.GetUtcNow());

    /// <summary>Writes the record and tells the catalog; one flush at a time.</summary>
    /// <param name="totals">What the learning record says of the context.</param>
    /// <param name="clearedMark">The mark at the catalog that is not needed any more; 0 for none.</param>
    /// <param name="report">Whether to tell the catalog now; else the next flush does, in the next activation at the latest.</param>
    public Task FlushAsync(Func<ContextInfo> totals, Func<long> clearedMark, bool report) =>
        _flushing is { IsCompleted: false } running ? running : _flushing = FlushOnceAsync(totals, clearedMark, report);

    /// <summary>Keeps nothing but the bytes of the record, if nothing has used it since this was last asked and all is on storage.</summary>
    /// <returns>Whether it is at rest.</returns>
    public bool TryRest()
    {
        var isUsed = _isUsed;
        _isUsed = false;
        if (isUsed || IsDirty || _flushing is { IsCompleted: false }) return false;
        if (_live is not { } live) return true;
        if (_written is { } written) _record = written;
        else live.SaveTo(_record);
        if (_completed is { } completed) (_record.Completed, _completed) = (completed.Save(time.GetUtcNow()), null);
        (_live, _written, _flushing) = (null, null, null);
        return true;
    }

    /// <summary>The context as the catalog shall know it.</summary>
    public ContextInfo Describe(long feedbacks, long adaptations, bool queued) =>
        new(identity.Key.Text, _record.Operations, feedbacks, adaptations, queued, _record.LastActivity);

    /// <summary>Ends when no flush is under way; does not fail when it did.</summary>
    public async Task SettledAsync() => await (_flushing ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>Deletes the record; no flush may be under way.</summary>
    public async Task ClearAsync()
    {
        await SettleAsync();
        await _stored.ClearAsync();
    }

    private ResultIdTexts NewTexts() => new(keys, identity.Module, identity.Key);

    private LiveMetrics Wake()
    {
        var live = new LiveMetrics(_record, _level, NewTexts);
        _live = live;
        _record.Forget();
        return live;
    }

    private void Touch(DateTimeOffset now)
    {
        // A late batch or completion is of an operation that may have ended long ago.
        if (now > _record.LastActivity) _record.LastActivity = now;
        Change();
    }

    private void Change()
    {
        IsDirty = true;
        _written = null;
    }

    // A write whose answer is lost may be on storage: what follows it must not take it for another activation's.
    private async Task SettleAsync()
    {
        if (_doubtful is not { } written) return;
        if (await _stored.SettleAsync(written)) SettledCycle = written.Cycle;
        _doubtful = null;
    }

    private async Task WriteAsync(MetricsRecord written)
    {
        try
        {
            await _stored.WriteAsync(written);
        }
        catch (Exception exception) when (exception is not InconsistentStateException)
        {
            _doubtful = written;
            throw;
        }

        SettledCycle = written.Cycle;
    }

    private async Task FlushOnceAsync(Func<ContextInfo> totals, Func<long> clearedMark, bool report)
    {
        await SettleAsync();
        var live = _live ?? Wake();
        // The first report is repeated until it has arrived; the next one is made only then.
        var isRepeated = _record.Report is not null;
        if (_record.Report is null)
        {
            _record.Report = new ContextReport(++_record.ReportNumber, totals(), clearedMark(), live.Unreported.Save());
            live.Unreported.Clear();
        }

        // What a write is given must not change: storage may take its bytes late.
        var written = _record.Copy();
        live.SaveTo(written);
        written.Outboxes = _outboxes?.Save(time.GetUtcNow()) ?? [];
        if (_completed is { } completed) written.Completed = completed.Save(time.GetUtcNow());
        IsDirty = false;
        try
        {
            await WriteAsync(written);
            if (!report)
            {
                IsDirty = true;
                return;
            }

            await catalog.ReportAsync(_record.Report);
            _record.Report = null;
            // What came since the report was made is still to be told.
            IsDirty |= isRepeated;
            if (IsDirty || written.Cycle != _record.Cycle) return;
            written.Report = null;
            _written = written;
        }
        catch
        {
            IsDirty = true;
            throw;
        }
    }
}
