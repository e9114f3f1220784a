namespace SelfLearning.Server;

/// <summary>
/// The metrics record of one context: recorded in memory, written every flush interval, then told to the catalog in numbered reports.
/// A report is on storage before it is sent and sent again until it has arrived, so the module's summary counts everything once.
/// </summary>
internal sealed class MetricsState(ContextIdentity identity, RecordStorage storage, GrainId owner, ICatalogGrain catalog, TimeProvider time)
{
    private readonly StoredRecord<MetricsRecord> _stored = storage.Record<MetricsRecord>("metrics", owner);
    private MetricsRecord _record = new();
    private MetricsWindow _window = new();
    private MetricsWindow _unreported = new();
    private readonly RecentEntries _entries = new(MetricsCollectionLevel.Standard);
    private readonly RecentFeedback _feedback = new();
    private Task? _flushing;

    /// <summary>Whether something has changed since the last flush, or a report has not arrived.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>The last learning cycle that is in the window on storage.</summary>
    public long SettledCycle { get; private set; }

    /// <summary>The mark that a report still on its way takes back; 0 for none.</summary>
    public long ClearedMark => _record.Report?.ClearedMark ?? 0;

    /// <summary>Whether the context has never been flushed, so that the catalog does not know it.</summary>
    public bool IsNew => !_stored.Exists;

    /// <summary>Single entries, newest first.</summary>
    public IReadOnlyList<MetricEntry> Query(MetricsFilter filter, int limit) => _entries.Query(filter, limit);

    /// <summary>The last feedbacks, newest first.</summary>
    public IReadOnlyList<ReceivedFeedback> Feedback => _feedback.Saved;

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
        _window = Load(record.Window);
        _unreported = Load(record.Unreported);
        _entries.Restore([.. record.Entries]);
        _feedback.Restore([.. record.Feedback]);
        SettledCycle = record.Cycle;
        IsDirty = record.Report is not null;
    }

    /// <summary>Keeps as many single entries as the level says from now on.</summary>
    public void Use(MetricsCollectionLevel level) => _entries.Level = level;

    /// <summary>Records an operation that has ended.</summary>
    public void Record(MetricEntry entry)
    {
        var ended = time.GetUtcNow();
        _window.Record(ended, entry.Operation, entry.Status, entry.DurationMs, null);
        _unreported.Record(ended, entry.Operation, entry.Status, entry.DurationMs, null);
        _entries.Add(entry);
        _record.Operations++;
        Touch();
    }

    /// <summary>Counts the quality of a decision that had none before.</summary>
    public void CountQuality(DateTimeOffset decidedAt, double quality)
    {
        MoveQuality(decidedAt, time.GetUtcNow(), 1, quality, quality * quality);
        Touch();
    }

    /// <summary>Remembers a feedback for people to read.</summary>
    public void Record(ReceivedFeedback feedback)
    {
        _feedback.Add(feedback);
        Touch();
    }

    /// <summary>Takes in what committed learning cycles changed in the qualities, once.</summary>
    public void TakeIn(IEnumerable<QualityMovement> movements, long committedCycle)
    {
        var now = time.GetUtcNow();
        foreach (var movement in movements)
        {
            if (movement.Cycle <= _record.Cycle || movement.Cycle > committedCycle) continue;
            MoveQuality(movement.DecidedAt, now, movement.Count, movement.Sum, movement.SquareSum);
            IsDirty = true;
        }

        _record.Cycle = Math.Max(_record.Cycle, committedCycle);
    }

    /// <summary>The summary of a period.</summary>
    public PerformanceSummary Summarise(MetricsPeriod period) => _window.Summarise(identity.Module, identity.Key.Text, period, time.GetUtcNow());

    /// <summary>Writes the record and tells the catalog; one flush at a time.</summary>
    /// <param name="totals">What the learning record says of the context.</param>
    /// <param name="clearedMark">The mark at the catalog that is not needed any more; 0 for none.</param>
    /// <param name="report">Whether to tell the catalog now; else the next flush does, in the next activation at the latest.</param>
    public Task FlushAsync(Func<ContextInfo> totals, Func<long> clearedMark, bool report) =>
        _flushing is { IsCompleted: false } running ? running : _flushing = FlushOnceAsync(totals, clearedMark, report);

    /// <summary>The context as the catalog shall know it.</summary>
    public ContextInfo Describe(long feedbacks, long adaptations, bool queued) =>
        new(identity.Key.Text, _record.Operations, feedbacks, adaptations, queued, _record.LastActivity);

    /// <summary>Ends when no flush is under way; does not fail when it did.</summary>
    public async Task SettledAsync() => await (_flushing ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>Deletes the record; no flush may be under way.</summary>
    public Task ClearAsync() => _stored.ClearAsync();

    private static MetricsWindow Load(byte[] bytes) => bytes.Length == 0 ? new MetricsWindow() : MetricsWindow.Load(bytes);

    // What the context counts and what the catalog is to be told never part.
    private void MoveQuality(DateTimeOffset decidedAt, DateTimeOffset now, int count, double sum, double squareSum)
    {
        _window.MoveQuality(decidedAt, now, count, sum, squareSum);
        _unreported.MoveQuality(decidedAt, now, count, sum, squareSum);
    }

    private void Touch()
    {
        _record.LastActivity = time.GetUtcNow();
        IsDirty = true;
    }

    private async Task FlushOnceAsync(Func<ContextInfo> totals, Func<long> clearedMark, bool report)
    {
        // The first report is repeated until it has arrived; the next one is made only then.
        var isRepeated = _record.Report is not null;
        if (_record.Report is null)
        {
            _record.Report = new ContextReport(++_record.ReportNumber, totals(), clearedMark(), _unreported.Save());
            _unreported.Clear();
        }

        _record.Window = _window.Save();
        _record.Unreported = _unreported.IsEmpty ? [] : _unreported.Save();
        _record.Entries = [.. _entries.Saved];
        _record.Feedback = [.. _feedback.Saved];
        var written = _record.Copy();
        IsDirty = false;
        try
        {
            await _stored.WriteAsync(written);
            SettledCycle = written.Cycle;
            if (!report)
            {
                IsDirty = true;
                return;
            }

            await catalog.ReportAsync(_record.Report);
            _record.Report = null;
            // What came since the report was made is still to be told.
            IsDirty |= isRepeated;
        }
        catch
        {
            IsDirty = true;
            throw;
        }
    }
}
